// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Servers of other projects that the platform stands in front of, each in a class loader of its own. */
@NullMarked
package dev.semel.platform.engine;

import org.jspecify.annotations.NullMarked;
