// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;

/** The code of docs/how-to/redis.md. */
final class RedisHowTo {

    private RedisHowTo() {}

    static String charge(String uri, String order) throws Exception {
        RedisClient client = RedisClient.create(uri);
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            RedisStore store = RedisStore.of(LettuceConnector.of(connection));
            Operation<String, String> charge = Idempotency.builder(store)
                    .build()
                    .operation("charge", String.class, String.class)
                    .key(id -> id)
                    .dedupeWindow(Duration.ofDays(1))
                    .body((id, execution) -> "paid " + id + " as " + execution.effectKey("charge"));
            return String.valueOf(charge.run(order, Deadline.within(Duration.ofSeconds(10))));
        } finally {
            client.shutdown();
        }
    }

    static RedisStore withJedis(redis.clients.jedis.RedisClient client) {
        return RedisStore.of(JedisConnector.of(client));
    }

    static RedisStore withReplicas(RedisConnector connector) {
        return RedisStore.builder(connector)
                .replicas(new ReplicaWait(1, Duration.ofMillis(100)))
                .build();
    }

    static RedisStore ofTests(RedisConnector connector) {
        return RedisStore.builder(connector).clock(StoreClock.CALLER).build();
    }
}
