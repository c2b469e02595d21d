// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The stack of the reference architecture, {@code examples/reference}. */
@NullMarked
package dev.semel.infrastructure.shop;

import org.jspecify.annotations.NullMarked;
