// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.IdentityKeys;
import dev.semel.Operation;
import dev.semel.SemelException;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Two clients of one store, with clocks ε apart, that call one key around the rotation of its identity. Calls meet in
 * the middle of each other: any store call or body may be interrupted by time, by another call, by a crash, a lost
 * reply, or a claim that was sent long ago. Everything follows from a seed.
 */
final class RotationWorld {

    static final Instant MOMENT = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration SKEW = Duration.ofSeconds(2);
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** A program that is gone: nothing it does reaches the store any more. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A run of the body, and the moment until which no other run may begin. */
    private static final class Run {
        Instant exclusiveUntil;

        Run(Instant exclusiveUntil) {
            this.exclusiveUntil = exclusiveUntil;
        }
    }

    private final Random random;
    private final ManualClock clock;
    private final InMemoryStore records = new InMemoryStore();
    private final CountingClaimIds claimIds = CountingClaimIds.ofSeries(1);
    private final IdentityKeys keys =
            IdentityKeys.of("k1", KeyedIdentitiesTest.secret(1)).rotatedAt(MOMENT, "k2", KeyedIdentitiesTest.secret(2));
    private final List<Run> runs = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private Instant windowEnd = Instant.MIN;
    private int depth;
    int executions;
    int refusals;
    String violation = "";

    RotationWorld(long seed) {
        random = new Random(seed);
        clock = ManualClock.at(MOMENT.minusSeconds(random.nextInt(90)));
    }

    /** Plays one history. */
    void play() {
        for (int i = 0; i < 14; i++) {
            call();
            clock.advance(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 25_000 : 2_000)));
        }
    }

    /** {@return whether both identities came to have a record} */
    boolean usedBoth() {
        IdempotencyKey plain = IdempotencyKey.of("charge", "42");
        StoreCall now = new StoreCall(clock.instant(), DEADLINE);
        return keys.recordKeys(plain).stream()
                .allMatch(key -> records.find(key, now).isPresent());
    }

    private void call() {
        if (depth == 3) {
            return;
        }
        depth++;
        try {
            new Client(random.nextBoolean() ? Duration.ZERO : SKEW).call();
        } finally {
            depth--;
        }
    }

    private void interrupt() {
        if (chance(30)) {
            clock.advance(Duration.ofMillis(random.nextInt(chance(10) ? 12_000 : 900)));
        }
        if (!late.isEmpty() && chance(15)) {
            late.remove(random.nextInt(late.size())).run();
        }
        if (chance(15)) {
            call();
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One call of one client, with its own clock and its own way to the store. */
    private final class Client implements IdempotencyStore {

        private final Duration ahead;
        private boolean crashed;

        Client(Duration ahead) {
            this.ahead = ahead;
        }

        private Instant now() {
            return clock.instant().plus(ahead);
        }

        void call() {
            Operation<String, String> operation = Idempotency.builder(this)
                    .clock(this::now)
                    .waiting(clock)
                    .claimIds(claimIds)
                    .jitter(new Random(7))
                    .clockSkew(SKEW)
                    .keyedIdentities(keys)
                    .build()
                    .operation("charge", String.class, String.class)
                    .key(order -> order)
                    .dedupeWindow(WINDOW)
                    .body((order, execution) -> body(execution.deadline()));
            try {
                operation.tryRun("42", Deadline.within(DEADLINE));
            } catch (SemelException e) {
                refusals++;
            } catch (Crash | IOException e) {
                // the body's own end
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private String body(Instant end) throws IOException {
            Instant began = clock.instant();
            for (Run other : runs) {
                if (began.isBefore(other.exclusiveUntil)) {
                    violation = "two attempts at once at " + began;
                }
            }
            if (began.plus(SKEW).isBefore(windowEnd)) { // by neither client's clock it has ended
                violation = "an execution at " + began + " inside the window that ends at " + windowEnd;
            }
            executions++;
            Run run = new Run(end.minus(ahead));
            runs.add(run);
            interrupt();
            if (chance(15)) {
                crashed = true; // the lease runs on
                throw new Crash();
            }
            run.exclusiveUntil = Instant.MIN; // its end is decided by the record now
            if (chance(25)) {
                throw new IOException("down");
            }
            return "done";
        }

        private <V> V through(Supplier<V> call) {
            requireAlive();
            interrupt();
            if (chance(4)) {
                throw away();
            }
            V answer = call.get();
            interrupt();
            if (chance(4)) {
                throw away();
            }
            requireAlive();
            return answer;
        }

        private void requireAlive() {
            if (crashed) {
                throw away();
            }
        }

        private static StoreException away() {
            return StoreException.unavailable("store", "call", new IOException("away"));
        }

        @Override
        public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
            if (chance(6)) {
                late.add(() -> records.claim(request, call)); // on its way, and nobody waits for the answer
                throw away();
            }
            return through(() -> records.claim(request, call));
        }

        @Override
        public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
            return through(() -> {
                WriteVerdict verdict = records.complete(request, call);
                if (verdict instanceof WriteVerdict.Applied applied
                        && applied.record() instanceof IdempotencyRecord.Completed completed) {
                    windowEnd = completed.windowEndsAt();
                }
                return verdict;
            });
        }

        @Override
        public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
            return through(() -> records.release(request, call));
        }

        @Override
        public WriteVerdict renew(WriteRequest.Renew request, StoreCall call) {
            return through(() -> records.renew(request, call));
        }

        @Override
        public WriteVerdict quarantine(WriteRequest.Quarantine request, StoreCall call) {
            return through(() -> records.quarantine(request, call));
        }

        @Override
        public WriteVerdict resolve(WriteRequest.Resolve request, StoreCall call) {
            return through(() -> records.resolve(request, call));
        }

        @Override
        public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
            return through(() -> records.find(key, call));
        }

        @Override
        public String name() {
            return "store";
        }
    }
}
