// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The engine's rules E1 to E9, each on the store in memory and a manual clock. */
@NullMarked
package dev.semel.coretests.engine;

import org.jspecify.annotations.NullMarked;
