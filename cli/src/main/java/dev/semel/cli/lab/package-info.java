// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** {@code semel lab}: the platform from the command line. */
@NullMarked
package dev.semel.cli.lab;

import org.jspecify.annotations.NullMarked;
