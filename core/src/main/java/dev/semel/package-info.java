// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The engine: runs an operation once per idempotency key. */
@NullMarked
package dev.semel;

import org.jspecify.annotations.NullMarked;
