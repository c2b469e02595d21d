// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** {@code semel template}: files to begin with. */
@NullMarked
package dev.semel.cli.template;

import org.jspecify.annotations.NullMarked;
