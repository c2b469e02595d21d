// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** What the documents say about the code is true. */
@NullMarked
package dev.semel.verification.docs;

import org.jspecify.annotations.NullMarked;
