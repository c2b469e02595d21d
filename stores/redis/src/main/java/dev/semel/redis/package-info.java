// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The Redis store, its port to a Redis client, and adapters for Jedis and Lettuce. */
@NullMarked
package dev.semel.redis;

import org.jspecify.annotations.NullMarked;
