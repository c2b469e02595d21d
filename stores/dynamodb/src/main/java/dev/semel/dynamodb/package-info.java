// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Keeps idempotency records in Amazon DynamoDB. */
@NullMarked
package dev.semel.dynamodb;

import org.jspecify.annotations.NullMarked;
