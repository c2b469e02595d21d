// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Operations whose effects are writes to DynamoDB, made exactly once. */
@NullMarked
package dev.semel.examples.writes;

import org.jspecify.annotations.NullMarked;
