// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The store that keeps idempotency records in Amazon DynamoDB, its transactional writes, and single writes. */
@NullMarked
package dev.semel.dynamodb;

import org.jspecify.annotations.NullMarked;
