// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The types that come back equal, and their JSON without a mapper. Exported to modules of Semel only: no API. */
@NullMarked
package dev.semel.json.type;

import org.jspecify.annotations.NullMarked;
