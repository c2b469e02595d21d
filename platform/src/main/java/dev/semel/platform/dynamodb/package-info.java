// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** DynamoDB Local in this process, for tests, demonstrations and measurements without an AWS account. */
@NullMarked
package dev.semel.platform.dynamodb;

import org.jspecify.annotations.NullMarked;
