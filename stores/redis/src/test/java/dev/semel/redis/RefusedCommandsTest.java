// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Unreadable;
import dev.semel.redis.AloneClient.Connected;
import dev.semel.store.StoreException;
import dev.semel.store.StoreException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/**
 * A real server that refuses one command inside of a script, at every step of the store: a script is not undone, so the
 * record must be as before, and after it nothing was executed. S7, and S10: no result is half stored.
 */
class RefusedCommandsTest {

    private static final String USER = "app";
    private static final Set<String> WRITES = Set.of("hset", "hdel", "pexpire", "persist");
    private static final Set<String> OF_TESTS = Set.of("config", "script", "hello", "auth", "client", "ping");
    private static final Pattern CALLS = Pattern.compile("cmdstat_([a-z]+)(?:\\|[a-z]+)?:calls=([0-9]+)");

    /**
     * One record, seen by the user under test and by one who may do all.
     *
     * @param all the store of the user who may do all
     * @param by the store under test
     * @param admin the server
     */
    private record Bench(RedisScene all, RedisScene by, Jedis admin) {

        static Bench of(Connected app, LocalRedis server, Jedis admin) {
            RedisScene all = new RedisScene(RedisStore.builder(JedisConnector.of(server.jedis()))
                    .clock(StoreClock.CALLER)
                    .build());
            all.now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            return new Bench(all, all.with(RedisStore.of(app.connector())), admin);
        }

        Optional<Known> seen() {
            return all.store.find(all.key, all.call()).map(Known.class::cast);
        }

        Map<String, String> fields() {
            return new TreeMap<>(admin.hgetAll(RedisListing.key("semel:", all.key.recordId())));
        }

        long minutesToLive() {
            return Duration.ofMillis(admin.pttl(RedisListing.key("semel:", all.key.recordId())))
                    .plusSeconds(30)
                    .toMinutes();
        }
    }

    /** {@return the commands that the server carried out for a step} */
    private static Set<String> commands(StoreStep step, Connected app, LocalRedis server, Jedis admin) {
        Bench bench = Bench.of(app, server, admin);
        ClaimId id = step.before().apply(bench.all);
        Optional<Known> seen = bench.seen();
        admin.scriptFlush();
        admin.configResetStat();
        assertThat(step.done().test(step.call().answer(bench.by, seen, id)))
                .as("%s without a refusal", step)
                .isTrue();
        Set<String> names = new TreeSet<>();
        Matcher stats = CALLS.matcher(admin.info("commandstats"));
        while (stats.find()) {
            if (!stats.group(2).equals("0") && !OF_TESTS.contains(stats.group(1))) {
                names.add(stats.group(1));
            }
        }
        return names;
    }

    private static Map<StoreStep, Set<String>> commands(Connected app, LocalRedis server, Jedis admin) {
        Map<StoreStep, Set<String>> commands = new LinkedHashMap<>();
        for (StoreStep step : StoreStep.all()) {
            commands.put(step, commands(step, app, server, admin));
        }
        return commands;
    }

    /** Expects a step to be refused with the record as it was, or not at all; {@code undone} ends the situation. */
    private static Optional<StoreException> refused(
            StoreStep step, String when, Bench bench, Runnable ready, Runnable undone) {
        ClaimId id = step.before().apply(bench.all);
        Optional<Known> seen = bench.seen();
        Map<String, String> fields = bench.fields();
        long minutes = bench.minutesToLive();
        ready.run();
        Optional<StoreException> refusal;
        try {
            assertThat(step.done().test(step.call().answer(bench.by, seen, id)))
                    .as("the answer of %s %s", step, when)
                    .isTrue();
            refusal = Optional.empty();
        } catch (StoreException e) {
            refusal = Optional.of(e);
        } finally {
            undone.run();
        }
        if (refusal.isPresent()) {
            assertThat(bench.fields()).as("the record after %s %s", step, when).isEqualTo(fields);
            assertThat(bench.minutesToLive())
                    .as("its time to live after %s %s", step, when)
                    .isEqualTo(minutes);
            assertThat(step.done().test(step.call().answer(bench.by, seen, id)))
                    .as("%s after it was refused %s", step, when)
                    .isTrue();
        }
        assertThat(bench.all.store.find(bench.all.key, bench.all.call()))
                .as("the record after %s %s", step, when)
                .satisfiesAnyOf(
                        record -> assertThat(record).isEmpty(),
                        record -> assertThat(record.orElseThrow()).isNotInstanceOf(Unreadable.class));
        return refusal;
    }

    @ParameterizedTest
    @EnumSource
    void S7_aUserWithoutOneCommandIsToldWhichAndChangesNothing(AloneClient client) {
        try (LocalRedis server = LocalRedis.start();
                Jedis admin = server.admin()) {
            admin.aclSetUser(USER, "reset", "on", ">" + AloneClient.PASSWORD, "~*", "+@all");
            try (Connected app = client.connect(server.port(), USER)) {
                Map<StoreStep, Set<String>> commands = commands(app, server, admin);
                Set<String> all = new TreeSet<>(List.of("wait"));
                commands.values().forEach(all::addAll);
                assertThat(all)
                        .as("the commands that a user is told to get")
                        .isEqualTo(new TreeSet<>(RefusedRequest.COMMANDS));
                commands.forEach((step, used) -> {
                    for (String command : all) {
                        Optional<StoreException> refusal = refused(
                                step,
                                "without " + command,
                                Bench.of(app, server, admin),
                                () -> deny(command, admin),
                                () -> admin.aclSetUser(USER, "+@all"));
                        assertThat(refusal.isPresent())
                                .as("%s without %s", step, command)
                                .isEqualTo(used.contains(command));
                        refusal.ifPresent(e -> {
                            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                            assertThat(e).hasMessageContaining(named(command));
                        });
                    }
                });
            }
        }
    }

    private static String named(String command) {
        return command.equals("info")
                ? "INFO memory is denied"
                : " to the command " + command.toUpperCase(Locale.ROOT) + ";";
    }

    private static void deny(String command, Jedis admin) {
        if (command.equals("eval")) {
            admin.scriptFlush(); // a script that the server knows is not sent
        }
        admin.aclSetUser(USER, "-" + command);
    }

    /** Two commands may be missing at once: what was written first cannot always be taken back, but is whole. */
    @Test
    void S7_aUserWithoutTwoCommandsLeavesNoPartOfARecord() {
        List<String> inside = List.of("hset", "hgetall", "hdel", "pexpire", "persist", "time");
        try (LocalRedis server = LocalRedis.start();
                Jedis admin = server.admin()) {
            admin.aclSetUser(USER, "reset", "on", ">" + AloneClient.PASSWORD, "~*", "+@all");
            try (Connected app = AloneClient.JEDIS.connect(server.port(), USER)) {
                for (StoreStep step : StoreStep.all()) {
                    for (String one : inside) {
                        for (String other : inside.subList(inside.indexOf(one) + 1, inside.size())) {
                            if (step.name().equals(StoreStep.CLAIM_OF_NOTHING)
                                    && one.equals("hdel")
                                    && other.equals("pexpire")) {
                                continue; // the one that cannot be taken back: see below
                            }
                            refused(
                                    step,
                                    "without " + one + " and " + other,
                                    Bench.of(app, server, admin),
                                    () -> admin.aclSetUser(USER, "-" + one, "-" + other),
                                    () -> admin.aclSetUser(USER, "+@all"));
                        }
                    }
                }
                Bench bench = Bench.of(app, server, admin);
                admin.aclSetUser(USER, "-hdel", "-pexpire");
                ClaimId id = bench.all.newId();
                assertThat(catchThrowableOfType(StoreException.class, () -> bench.by.claim(id))
                                .reason())
                        .isEqualTo(Reason.REFUSED);
                assertThat(bench.all.claim(id)).as("whole, and its own").isInstanceOf(ClaimVerdict.Claimed.class);
            }
        }
    }

    enum Situation {
        FULL_MEMORY("its memory is full") {
            @Override
            boolean refuses(Set<String> commands) {
                return commands.contains("hset");
            }

            @Override
            void begin(Jedis admin) {
                admin.configSet("maxmemory", "1");
            }

            @Override
            void end(Jedis admin) {
                admin.configSet("maxmemory", "0");
            }
        },
        REPLICA("connect it to the primary") {
            @Override
            boolean refuses(Set<String> commands) {
                return commands.stream().anyMatch(WRITES::contains);
            }

            @Override
            void begin(Jedis admin) {
                admin.replicaof("127.0.0.1", 1);
            }

            @Override
            void end(Jedis admin) {
                admin.replicaofNoOne();
            }
        };

        private final String remedy;

        Situation(String remedy) {
            this.remedy = remedy;
        }

        abstract boolean refuses(Set<String> commands);

        abstract void begin(Jedis admin);

        abstract void end(Jedis admin);
    }

    @ParameterizedTest
    @EnumSource
    void S7_aServerThatRefusesWritesChangesNothing(AloneClient client) {
        try (LocalRedis server = LocalRedis.start();
                Jedis admin = server.admin();
                Connected app = client.connect(server.port(), "")) {
            commands(app, server, admin).forEach((step, used) -> {
                for (Situation situation : Situation.values()) {
                    Optional<StoreException> refusal = refused(
                            step,
                            "at " + situation,
                            Bench.of(app, server, admin),
                            () -> situation.begin(admin),
                            () -> situation.end(admin));
                    assertThat(refusal.isPresent())
                            .as("%s at %s", step, situation)
                            .isEqualTo(situation.refuses(used));
                    refusal.ifPresent(e -> {
                        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
                        assertThat(e).hasMessageContaining(situation.remedy);
                    });
                }
            });
        }
    }

    /** Without the right to wait, the primary has made the write: a refusal would mean that nothing happened. */
    @ParameterizedTest
    @EnumSource
    void S6_aWriteWhoseWaitIsDeniedMayHaveBeenApplied(AloneClient client) {
        try (LocalRedis server = LocalRedis.start();
                Jedis admin = server.admin()) {
            admin.aclSetUser(USER, "reset", "on", ">" + AloneClient.PASSWORD, "~*", "+@all", "-wait");
            try (Connected app = client.connect(server.port(), USER)) {
                RedisScene scene = new RedisScene(RedisStore.builder(app.connector())
                        .replicas(new ReplicaWait(1, Duration.ofMillis(100)))
                        .build());
                ClaimId id = scene.newId();
                StoreException e = catchThrowableOfType(StoreException.class, () -> scene.claim(id));
                assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
                assertThat(e).hasMessageContaining("to the command WAIT;");
                assertThat(scene.with(RedisStore.of(app.connector())).claim(id))
                        .isInstanceOf(ClaimVerdict.Claimed.class);
            }
        }
    }

    /** Through the engine: a body runs only if all can be stored that its end needs. */
    @ParameterizedTest
    @EnumSource
    void E9_aUserWithoutACommandExecutesNothing(AloneClient client) {
        try (LocalRedis server = LocalRedis.start();
                Jedis admin = server.admin()) {
            admin.aclSetUser(USER, "reset", "on", ">" + AloneClient.PASSWORD, "~*", "+@all");
            try (Connected app = client.connect(server.port(), USER)) {
                for (String command : RefusedRequest.COMMANDS) {
                    AtomicInteger runs = new AtomicInteger();
                    List<String> ends = new ArrayList<>();
                    Operation<String, String> charge = charge(RedisStore.of(app.connector()), runs);
                    admin.scriptFlush();
                    admin.aclSetUser(USER, "-" + command);
                    ends.add(end(charge, "without-" + command));
                    admin.aclSetUser(USER, "+@all");
                    ends.add(end(charge, "without-" + command));
                    boolean needed = !Set.of("wait", "scan").contains(command);
                    assertThat(ends)
                            .as("without %s, and with it", command)
                            .containsExactly(needed ? "refused" : "Executed", needed ? "Executed" : "Replayed");
                    assertThat(runs).as("runs without %s", command).hasValue(1);
                }
            }
        }
    }

    private static Operation<String, String> charge(RedisStore store, AtomicInteger runs) {
        return Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> {
                    runs.incrementAndGet();
                    return order;
                });
    }

    private static String end(Operation<String, String> charge, String order) {
        try {
            return charge.tryRun(order, Deadline.within(Duration.ofSeconds(20)))
                    .getClass()
                    .getSimpleName();
        } catch (dev.semel.StoreUnavailableException e) {
            return "refused";
        } catch (Exception e) {
            return e.toString();
        }
    }
}
