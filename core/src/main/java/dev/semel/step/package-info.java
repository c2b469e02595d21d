// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Steps: the side effects inside an operation, and the receivers that recognise their keys. */
@NullMarked
package dev.semel.step;

import org.jspecify.annotations.NullMarked;
