// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** {@code semel advise}: which functions to guard first, in which form, and what that costs. */
@NullMarked
package dev.semel.cli.advise;

import org.jspecify.annotations.NullMarked;
