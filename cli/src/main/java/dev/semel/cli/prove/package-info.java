// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** {@code semel prove}: attacks a handler that has no test project. */
@NullMarked
package dev.semel.cli.prove;

import org.jspecify.annotations.NullMarked;
