// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The face of Semel: operations that run once per idempotency key. Start at {@link dev.semel.Idempotency}. */
@NullMarked
package dev.semel;

import org.jspecify.annotations.NullMarked;
