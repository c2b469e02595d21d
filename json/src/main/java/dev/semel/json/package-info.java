// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Canonical JSON, key paths, fingerprints and the codec of plain types. Jackson's streaming part reads. */
@NullMarked
package dev.semel.json;

import org.jspecify.annotations.NullMarked;
