// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The semel command. */
@NullMarked
package dev.semel.cli;

import org.jspecify.annotations.NullMarked;
