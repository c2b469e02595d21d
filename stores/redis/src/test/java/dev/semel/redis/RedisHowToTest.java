// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisServers.class)
class RedisHowToTest {

    @Test
    void theGuidesHandlerRunsOnce(LocalRedis server) throws Exception {
        String uri = "redis://127.0.0.1:" + server.port();
        String order = UUID.randomUUID().toString();
        assertThat(RedisHowTo.charge(uri, order)).startsWith("paid " + order).isEqualTo(RedisHowTo.charge(uri, order));
    }
}
