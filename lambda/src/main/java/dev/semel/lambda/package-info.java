// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Connects AWS Lambda handlers: event sources, partial batches, HTTP. */
@NullMarked
package dev.semel.lambda;

import org.jspecify.annotations.NullMarked;
