// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The published modules, seen from outside: on the module path and on the class path. */
@NullMarked
package dev.semel.verification.modules;

import org.jspecify.annotations.NullMarked;
