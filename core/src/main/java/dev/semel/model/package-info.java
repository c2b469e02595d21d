// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The values of the protocol and the function that decides it. */
@NullMarked
package dev.semel.model;

import org.jspecify.annotations.NullMarked;
