// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The values of the protocol and {@link dev.semel.model.Transitions}, the pure function that decides everything. */
@NullMarked
package dev.semel.model;

import org.jspecify.annotations.NullMarked;
