// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteVerdict;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/**
 * Answers that no script of the store gives, as of a proxy, a renamed command or replies that went astray: each is a
 * typed error or a record that cannot be read, never another exception, and nothing is executed on it.
 */
class ForeignAnswersTest {

    private static final List<String> ANSWERS = List.of(
            "+OK\r\n",
            ":1\r\n",
            "$-1\r\n",
            "*-1\r\n",
            "*0\r\n",
            "$0\r\n\r\n",
            "$7\r\nCLAIMED\r\n",
            "*1\r\n$7\r\nCLAIMED\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n*0\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n$-1\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n:5\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n*1\r\n$6\r\nformat\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n*2\r\n$6\r\nformat\r\n:1\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n*2\r\n:1\r\n$1\r\n1\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n*2\r\n$6\r\nformat\r\n$-1\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n*2\r\n$6\r\nformat\r\n$1\r\n1\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n*4\r\n$6\r\nformat\r\n$1\r\n1\r\n$5\r\nstate\r\n$11\r\nIN_PROGRESS\r\n",
            "*2\r\n$7\r\nAPPLIED\r\n*2\r\n$6\r\nformat\r\n*1\r\n:1\r\n",
            "*2\r\n$6\r\nSTORED\r\n*0\r\n",
            "*2\r\n:7\r\n*0\r\n",
            "*2\r\n$-1\r\n$-1\r\n",
            "*2\r\n$7\r\nUNHEARD\r\n*0\r\n",
            "*3\r\n$7\r\nCLAIMED\r\n*0\r\n*0\r\n",
            "*2\r\n$7\r\nCLAIMED\r\n-ERR inside\r\n",
            "-\r\n",
            "-ERR\r\n",
            "-NOSCRIPT No matching script\r\n",
            "-MOVED\r\n",
            "-MOVED 1 127.0.0.1:1\r\n",
            "-ASK 1\r\n",
            "-LOADING Redis is loading\r\n",
            "-WRONGTYPE Operation\r\n");

    private final AnsweringServer server = new AnsweringServer();

    /** The calls of a store, and whether an answer let something happen. */
    private static Map<String, Supplier<Boolean>> calls(RedisScene scene) {
        Map<String, Supplier<Boolean>> calls = new TreeMap<>();
        calls.put("claim", () -> scene.claim(scene.newId()) instanceof ClaimVerdict.Unreadable);
        calls.put(
                "claimAll",
                () -> scene.store.claimAll(scene.requests(3), scene.call()).size() == 3);
        calls.put("complete", () -> isFenced(scene.complete(scene.newId(), RedisScene.small())));
        calls.put("release", () -> isFenced(scene.release(scene.newId(), Certainty.UNKNOWN)));
        calls.put("quarantine", () -> isFenced(scene.quarantine(scene.newId())));
        calls.put("checkpoint", () -> isFenced(scene.checkpoint(scene.newId(), "step", null)));
        calls.put(
                "find",
                () -> scene.store
                        .find(scene.key, scene.call())
                        .map(IdempotencyRecord.Unreadable.class::isInstance)
                        .orElse(true));
        calls.put("list", () -> scene.store.list(new ListingStore.Query("", 5, ""), scene.call()) != null);
        return calls;
    }

    private static boolean isFenced(WriteVerdict verdict) {
        return verdict instanceof WriteVerdict.Fenced;
    }

    private void expectTyped(RedisConnector connector, ReplicaWait wait, String answer) {
        server.answer(answer);
        RedisScene scene = new RedisScene(RedisStore.builder(connector)
                .clock(StoreClock.CALLER)
                .replicas(wait)
                .build());
        scene.timeout = Duration.ofMillis(300);
        calls(scene).forEach((name, call) -> {
            try {
                assertThat(call.get()).as("%s after %s", name, answer).isTrue();
            } catch (StoreException expected) {
                assertThat(expected.reason()).isNotEqualTo(StoreException.Reason.TOO_LARGE);
            } catch (RuntimeException e) {
                fail(name + " after " + answer, e);
            }
        });
    }

    private static List<String> answers() {
        List<String> answers = new ArrayList<>(ANSWERS);
        Random random = new Random(15);
        for (int i = 0; i < 30; i++) {
            answers.add(value(random, 3));
        }
        return answers;
    }

    /** {@return a random value of the protocol} */
    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> ":" + random.nextInt(3) + "\r\n";
            case 1 -> "$-1\r\n";
            case 2 -> "$1\r\n1\r\n";
            case 3 -> "$7\r\nCLAIMED\r\n";
            case 4 -> "$6\r\nformat\r\n";
            default -> {
                int size = random.nextInt(4);
                StringBuilder array = new StringBuilder("*" + size + "\r\n");
                for (int i = 0; i < size; i++) {
                    array.append(value(random, depth - 1));
                }
                yield array.toString();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void S12_jedisGivesTypedErrorsOnly(int replicas) {
        ReplicaWait wait = replicas == 0 ? ReplicaWait.NONE : new ReplicaWait(replicas, Duration.ofMillis(100));
        try (server;
                RedisClient client = LocalRedis.jedis(server.port())) {
            answers().forEach(answer -> expectTyped(JedisConnector.of(client), wait, answer));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void S12_lettuceGivesTypedErrorsOnly(int replicas) {
        ReplicaWait wait = replicas == 0 ? ReplicaWait.NONE : new ReplicaWait(replicas, Duration.ofMillis(100));
        io.lettuce.core.RedisClient client =
                io.lettuce.core.RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
        client.setOptions(
                ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build());
        try (server;
                var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            answers().forEach(answer -> expectTyped(LettuceConnector.of(connection), wait, answer));
        } finally {
            client.shutdown();
        }
    }

    /** A reply of another form may belong to another request. */
    @Test
    void aConnectionOfJedisWithAForeignAnswerIsNotUsedAgain() {
        try (server;
                RedisClient client = LocalRedis.jedis(server.port())) {
            server.answer(":1\r\n");
            RedisScene scene = new RedisScene(RedisStore.builder(JedisConnector.of(client))
                    .eviction(EvictionRule.UNCHECKED)
                    .build());
            for (int i = 1; i <= 3; i++) {
                try {
                    scene.claim(scene.newId());
                    fail("a verdict");
                } catch (StoreException expected) {
                    assertThat(expected).hasMessageContaining("another form");
                }
                assertThat(server.connections()).isEqualTo(i);
            }
        }
    }
}
