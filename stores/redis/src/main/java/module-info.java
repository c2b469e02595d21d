// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The Redis store; the clients are optional, each needed by its own adapter only. */
module dev.semel.redis {
    requires transitive dev.semel;
    requires static transitive lettuce.core;
    requires static transitive redis.clients.jedis;
    requires static transitive org.jspecify;

    exports dev.semel.redis;
}
