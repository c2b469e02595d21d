// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The engine under crashes, lost replies and races, on real stores. */
@NullMarked
package dev.semel.verification.crash;

import org.jspecify.annotations.NullMarked;
