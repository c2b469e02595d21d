// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** 16 threads send 2,000 operations each, every second one a duplicate: one execution for each key. */
class RedisLoadTest {

    private static final int THREADS = 16;
    private static final int KEYS = THREADS * 2000 / 2;

    @Test
    void S1_everyKeyIsExecutedOnceWithJedisAndNoConnectionIsLeaked() {
        try (LocalRedis server = LocalRedis.start()) {
            expectOneExecutionEach(JedisConnector.of(server.jedis()));
            assertThat(server.jedis().getPool().getNumActive()).isZero();
        }
    }

    @Test
    void S1_everyKeyIsExecutedOnceWithLettuce() {
        try (LocalRedis server = LocalRedis.start()) {
            expectOneExecutionEach(LettuceConnector.of(server.lettuceConnection()));
        }
    }

    private static void expectOneExecutionEach(RedisConnector connector) {
        CopiesUnderLoad load = new CopiesUnderLoad(RedisStore.of(connector));
        load.run(CopiesUnderLoad.copies(0, KEYS, 2, 1), THREADS);
        assertThat(load.moreThan(1)).isEmpty();
        assertThat(load.executed()).isEqualTo(KEYS);
        assertThat(load.replayed()).isEqualTo(KEYS);
    }
}
