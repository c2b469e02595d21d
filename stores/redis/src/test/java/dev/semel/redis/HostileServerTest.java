// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.StoreUnavailableException;
import dev.semel.contract.LosingProxy;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.redis.AloneClient.Connected;
import dev.semel.redis.LocalCluster.Move;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import dev.semel.testkit.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Real servers that refuse, forget or hang up: a typed error, nothing executed on it, and no key executed twice. */
@ExtendWith(RedisServers.class)
@Timeout(120)
class HostileServerTest {

    /** The calls through the engine, and how often each body ran. */
    private static final class Charges {

        private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
        private final Operation<String, String> charge;

        Charges(RedisConnector connector) {
            charge = Idempotency.builder(RedisStore.of(connector))
                    .withoutLog()
                    .build()
                    .operation("charge", String.class, String.class)
                    .key(order -> order)
                    .body((order, execution) -> {
                        runs.computeIfAbsent(order, key -> new AtomicInteger()).incrementAndGet();
                        return order;
                    });
        }

        /** {@return the outcome by its name, or what was thrown} */
        String end(String order) {
            try {
                return charge.tryRun(order, Deadline.within(Duration.ofSeconds(3)))
                        .getClass()
                        .getSimpleName();
            } catch (StoreUnavailableException e) {
                return "unavailable: " + e.getMessage();
            } catch (Exception e) {
                return "untyped: " + e;
            }
        }

        int runs(String order) {
            AtomicInteger count = runs.get(order);
            return count == null ? 0 : count.get();
        }

        void expectNothingBut(String told, String order) {
            assertThat(end(order)).startsWith("unavailable: ").contains(told);
            assertThat(runs(order)).isZero();
        }

        void expectOneExecution(String order) {
            assertThat(end(order)).isEqualTo("Executed");
            assertThat(end(order)).isEqualTo("Replayed");
            assertThat(runs(order)).isEqualTo(1);
        }
    }

    static Stream<Arguments> hostilities() {
        return Stream.of(AloneClient.values())
                .flatMap(client -> Stream.of(Hostility.values()).map(hostility -> Arguments.of(client, hostility)));
    }

    @ParameterizedTest
    @MethodSource("hostilities")
    void E9_aServerThatRefusesExecutesNothingUntilItDoesNot(AloneClient client, Hostility hostility) {
        try (LocalRedis server = hostility.start();
                Jedis admin = server.admin();
                Connected app = client.connect(server.port(), "")) {
            Hostility.Scene scene = new Hostility.Scene(server, admin);
            Charges charges = new Charges(app.connector());
            hostility.begin(scene);
            charges.expectNothingBut(hostility.told, "order-1");
            hostility.end(scene);
            charges.expectOneExecution("order-1");
        }
    }

    /** A client that knows one server only, of a cluster where another one has the key. */
    @ParameterizedTest
    @EnumSource
    void E9_aNodeThatHasNotTheSlotExecutesNothing(AloneClient client, LocalCluster cluster) {
        String order = UUID.randomUUID().toString();
        byte[] key = RedisTexts.bytes(
                RedisListing.key("semel:", IdempotencyKey.of("charge", order).recordId()));
        Move move = cluster.move(key);
        for (LocalRedis node : cluster.nodes()) {
            try (Connected app = client.connect(node.port(), "")) {
                new Charges(app.connector()).expectNothingBut(node == move.from() ? "ASK" : "MOVED", order);
            }
        }
        move.finish();
        new Charges(JedisClusterConnector.of(cluster.jedis())).expectOneExecution(order);
    }

    /** The reply to the claim ends after some of its bytes; Lettuce asks again by itself, and finds its own claim. */
    @ParameterizedTest
    @EnumSource
    void S6_aReplyThatEndsInTheMiddleExecutesNothingTwice(AloneClient client, LocalRedis server) {
        String run = UUID.randomUUID().toString();
        try (LosingProxy proxy = LosingProxy.before(server.port(), new Random(1));
                Connected app = client.connect(proxy.port(), "")) {
            Charges charges = new Charges(app.connector());
            charges.expectOneExecution(run);
            for (int bytes : new int[] {0, 1, 4, 5, 60, 200, 10_000}) {
                String order = run + "-" + bytes;
                proxy.cutReply(bytes);
                String end = charges.end(order);
                assertThat(end)
                        .as("after %s bytes", bytes)
                        .satisfiesAnyOf(
                                unknown -> assertThat(unknown).startsWith("unavailable: "),
                                known -> assertThat(known).isEqualTo("Executed"));
                assertThat(charges.runs(order)).isEqualTo(end.equals("Executed") ? 1 : 0);
            }
        }
    }

    /** Replies before the cut are answers, the others are unknown; the same requests again are their own. */
    @ParameterizedTest
    @EnumSource
    void S6_aPipelineThatEndsInTheMiddleClaimsNothingTwice(AloneClient client, LocalRedis server) {
        try (LosingProxy proxy = LosingProxy.before(server.port(), new Random(1));
                Connected app = client.connect(proxy.port(), "")) {
            RedisScene scene = new RedisScene(
                    RedisStore.builder(app.connector()).clock(StoreClock.CALLER).build());
            scene.timeout = Duration.ofSeconds(5);
            scene.claimed();
            for (int bytes : new int[] {0, 3, 700, 5_000, 9_999}) {
                List<ClaimRequest> requests = scene.requests(50);
                proxy.cutReply(bytes);
                List<BatchAnswer<ClaimVerdict>> answers = scene.store.claimAll(requests, scene.call());
                expectClaimedOr(Reason.UNAVAILABLE, answers);
                List<BatchAnswer<ClaimVerdict>> again = scene.store.claimAll(requests, scene.call());
                expectClaimedOr(Reason.UNAVAILABLE, again);
                assertThat(scene.store.claimAll(requests, scene.call())).allSatisfy(HostileServerTest::expectClaimed);
            }
        }
    }

    /** The scripts are gone between any two requests of a pipeline. */
    @ParameterizedTest
    @EnumSource
    void S6_scriptsThatAreFlushedInAPipelineAreSentAgain(AloneClient client) {
        try (LocalRedis server = LocalRedis.start();
                Connected app = client.connect(server.port(), "")) {
            RedisScene scene = new RedisScene(
                    RedisStore.builder(app.connector()).clock(StoreClock.CALLER).build());
            AtomicBoolean done = new AtomicBoolean();
            AtOnce.map(List.of(false, true), flushes -> {
                try (Jedis admin = server.admin()) {
                    while (flushes && !done.get()) {
                        admin.scriptFlush();
                    }
                    for (int i = 0; i < 10 && !flushes; i++) {
                        List<ClaimRequest> requests = scene.requests(100);
                        for (int copy = 0; copy < 2; copy++) {
                            assertThat(scene.store.claimAll(requests, scene.call()))
                                    .hasSize(100)
                                    .allSatisfy(HostileServerTest::expectClaimed);
                        }
                    }
                } finally {
                    done.set(true);
                }
                return true;
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void S7_aMemoryThatFillsInABatchLosesAndDoublesNothing(AloneClient client) {
        try (LocalRedis server = LocalRedis.start();
                Jedis admin = server.admin();
                Connected app = client.connect(server.port(), "")) {
            RedisScene scene = new RedisScene(
                    RedisStore.builder(app.connector()).clock(StoreClock.CALLER).build());
            scene.claimed();
            long used = Long.parseLong(admin.info("memory").replaceAll("(?s).*used_memory:(\\d+).*", "$1"));
            admin.configSet("maxmemory", Long.toString(used + 300_000));
            List<ClaimRequest> requests = scene.requests(1000);
            List<BatchAnswer<ClaimVerdict>> answers = scene.store.claimAll(requests, scene.call());
            expectClaimedOr(Reason.UNAVAILABLE, answers);
            long claimed = answers.stream()
                    .filter(BatchAnswer.Decided.class::isInstance)
                    .count();
            assertThat(claimed).isBetween(1L, 999L);
            assertThat(admin.dbSize()).as("records").isEqualTo(claimed + 1);
            admin.configSet("maxmemory", "0");
            assertThat(scene.store.claimAll(requests, scene.call()))
                    .hasSize(1000)
                    .allSatisfy(HostileServerTest::expectClaimed);
        }
    }

    /** A server that becomes a replica, reloads its data and comes back, under a load. */
    @ParameterizedTest
    @EnumSource
    void E9_aServerThatReloadsOrFollowsUnderALoadExecutesNothingTwice(AloneClient client) {
        try (LocalRedis server = LocalRedis.start();
                Jedis admin = server.admin();
                Connected app = client.connect(server.port(), "")) {
            Charges charges = new Charges(app.connector());
            Map<String, AtomicInteger> ends = new ConcurrentSkipListMap<>();
            AtomicBoolean done = new AtomicBoolean();
            AtOnce.map(List.of(0, 1, 2), thread -> {
                for (int i = 0; thread > 0 && !done.get(); i++) {
                    String end = charges.end("order-" + i);
                    ends.computeIfAbsent(
                                    end.startsWith("unavailable: ") ? "unavailable" : end, name -> new AtomicInteger())
                            .incrementAndGet();
                }
                try {
                    for (int round = 1; thread == 0 && round <= 3; round++) {
                        int before = count(ends, "unavailable");
                        admin.sendCommand(() -> RedisTexts.bytes("DEBUG"), "RELOAD");
                        admin.replicaof("127.0.0.1", 1);
                        server.await(() -> count(ends, "unavailable") > before);
                        admin.replicaofNoOne();
                    }
                } finally {
                    if (thread == 0) {
                        done.set(true);
                    }
                }
                return true;
            });
            assertThat(charges.runs.values()).allMatch(count -> count.get() == 1);
            assertThat(new TreeMap<>(ends).keySet())
                    .isSubsetOf(Set.of("Executed", "Replayed", "InProgress", "NotRecorded", "unavailable"));
        }
    }

    private static int count(Map<String, AtomicInteger> ends, String end) {
        AtomicInteger count = ends.get(end);
        return count == null ? 0 : count.get();
    }

    private static void expectClaimed(BatchAnswer<ClaimVerdict> answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        BatchAnswer.Decided.class,
                        decided -> assertThat(decided.verdict()).isInstanceOf(ClaimVerdict.Claimed.class));
    }

    private static void expectClaimedOr(Reason reason, List<BatchAnswer<ClaimVerdict>> answers) {
        for (BatchAnswer<ClaimVerdict> answer : answers) {
            switch (answer) {
                case BatchAnswer.Decided<ClaimVerdict> decided -> expectClaimed(decided);
                case BatchAnswer.Failed<ClaimVerdict> failed -> {
                    StoreException e = failed.exception();
                    assertThat(e.reason()).isEqualTo(reason);
                }
            }
        }
    }
}
