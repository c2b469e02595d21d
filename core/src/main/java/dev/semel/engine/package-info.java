// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The engine room: one call of an operation, from its key to its last write. Not exported; no API. */
@NullMarked
package dev.semel.engine;

import org.jspecify.annotations.NullMarked;
