// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.contract.FormatContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

@ExtendWith(RedisServers.class)
class RedisFormatContractTest extends FormatContract {

    private final LocalRedis server;
    private final RedisStore store;

    RedisFormatContractTest(LocalRedis server) {
        this.server = server;
        store = RedisStore.builder(JedisConnector.of(server.jedis()))
                .clock(StoreClock.CALLER)
                .build();
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void plantUnknownFormat(IdempotencyKey key, Instant now) {
        Map<String, String> fields = new HashMap<>(GoldenHash.read("completed.txt"));
        fields.put("format", "2");
        fields.put("until", Long.toString(now.minus(Duration.ofDays(1)).getEpochSecond()));
        try (Jedis admin = server.admin()) {
            admin.hset(RedisListing.key("semel:", key.recordId()), fields);
        }
    }
}
