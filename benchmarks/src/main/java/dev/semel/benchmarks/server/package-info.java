// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** DynamoDB Local behind a proxy that delays and counts. */
@NullMarked
package dev.semel.benchmarks.server;

import org.jspecify.annotations.NullMarked;
