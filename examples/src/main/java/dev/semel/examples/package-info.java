// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Handlers that show Semel at work. */
@NullMarked
package dev.semel.examples;

import org.jspecify.annotations.NullMarked;
