// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static dev.semel.model.Cases.KEY;
import static dev.semel.model.Cases.PAYLOAD;
import static dev.semel.model.Cases.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Long random paths: what must hold over every change of a record, whatever led to it. */
class TransitionsWalkTest {

    private static final long SEED = 42;
    private static final List<Certainty> CERTAINTIES = List.of(Certainty.values());
    private static final int STEPS = 50_000;

    private final Random random = new Random(SEED);
    private final List<ClaimId> ids = new ArrayList<>(List.of(ClaimId.of(1, 0)));
    private @Nullable IdempotencyRecord record;
    private long now;

    @Test
    void whatHoldsOverEveryChange() {
        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(4) == 0 ? random.nextInt(4000) : random.nextInt(40);
            Instant at = at(now - random.nextInt(2000)); // clocks differ
            switch (random.nextInt(5)) {
                case 0 -> claim(at, step);
                case 1 -> commit(at, step);
                default -> write(at, step);
            }
        }
    }

    private void claim(Instant at, int step) {
        ClaimRequest request = new ClaimRequest(
                KEY,
                newOrOldId(step),
                PAYLOAD,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofMillis(1 + random.nextInt(3000)),
                Duration.ofMillis(1 + random.nextInt(6000)),
                "");
        IdempotencyRecord before = record;
        Transition<ClaimVerdict> transition = Transitions.claim(before, request, at);
        if (transition.changes(before) && transition.next() instanceof InProgress next) {
            checkNewClaim(before, next, at, step);
            assertThat(next.retainedUntil()).as("seed %d, step %d", SEED, step).isAfterOrEqualTo(next.leaseExpiresAt());
            assertThat(Transitions.claim(next, request, at).changes(next))
                    .as("S6, seed %d, step %d", SEED, step)
                    .isFalse();
        }
        record = transition.next();
    }

    private void commit(Instant at, int step) {
        CommitRequest request = new CommitRequest(
                KEY,
                newOrOldId(step),
                PAYLOAD,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                new StoredResult.Success(null),
                Duration.ofMillis(1 + random.nextInt(3000)),
                random.nextBoolean(),
                "");
        IdempotencyRecord before = record;
        Transition<CommitVerdict> transition = Transitions.commit(before, request, at);
        if (transition.changes(before) && transition.next() instanceof Completed next) {
            checkNewClaim(before, next, at, step);
            assertThat(Transitions.commit(next, request, at).verdict())
                    .as("S6, seed %d, step %d", SEED, step)
                    .isEqualTo(new CommitVerdict.Committed(next));
        }
        record = transition.next();
    }

    private void checkNewClaim(@Nullable IdempotencyRecord before, Known next, Instant at, int step) {
        Claim claim = next.claim();
        if (!(before instanceof Known known)) {
            assertThat(claim.fence()).isEqualTo(at.toEpochMilli());
            assertThat(next.revision()).isEqualTo(1);
            return;
        }
        assertThat(claim.fence())
                .as("S4, seed %d, step %d", SEED, step)
                .isGreaterThan(known.claim().fence());
        assertThat(claim.fence()).isGreaterThanOrEqualTo(at.toEpochMilli());
        assertThat(next.revision()).isEqualTo(known.revision() + 1);
        boolean fresh = known.isExpired(at);
        assertThat(claim.attempt()).isEqualTo(fresh ? 1 : known.claim().attempt() + 1);
        assertThat(claim.generation())
                .isEqualTo(fresh ? claim.fence() : known.claim().generation());
        if (next instanceof InProgress mine) {
            assertThat(mine.recoveryPoints())
                    .as("seed %d, step %d", SEED, step)
                    .isEqualTo(fresh ? List.of() : pointsOf(known));
            assertThat(mine.earlier()).isEqualTo(fresh ? Certainty.NOT_STARTED : certaintyOf(known));
            assertThat(fresh || !mine.retainedUntil().isBefore(retainedUntil(known)))
                    .as("a take-over never shortens the retention, seed %d, step %d", SEED, step)
                    .isTrue();
        }
    }

    private static Certainty certaintyOf(Known known) {
        return known instanceof Released released ? released.certainty() : Certainty.UNKNOWN;
    }

    private static Instant retainedUntil(Known unfinished) {
        return switch (unfinished) {
            case InProgress p -> p.retainedUntil();
            case Released r -> r.retainedUntil();
            case Known other -> throw new AssertionError("taken over: " + other);
        };
    }

    private static List<RecoveryPoint> pointsOf(Known known) {
        return switch (known) {
            case InProgress p -> p.recoveryPoints();
            case Released r -> r.recoveryPoints();
            case IdempotencyRecord.Quarantined q -> q.recoveryPoints();
            case Completed c -> List.of();
        };
    }

    private void write(Instant at, int step) {
        IdempotencyRecord before = record;
        WriteRequest request = randomWrite(oldId());
        Transition<WriteVerdict> transition = Transitions.write(before, request, at);
        if (transition.changes(before)) {
            if (!(before instanceof Known known) || !(transition.next() instanceof Known next)) {
                throw new AssertionError("S5, step " + step + ": a write changes only what is there");
            }
            checkWrite(known, request, next, step);
            Transition<WriteVerdict> repeated = Transitions.write(next, request, at);
            assertThat(repeated.changes(next))
                    .as("S6, seed %d, step %d", SEED, step)
                    .isFalse();
            assertThat(repeated.verdict())
                    .as("S6, seed %d, step %d", SEED, step)
                    .isInstanceOf(WriteVerdict.Applied.class);
        }
        record = transition.next();
    }

    private static void checkWrite(Known before, WriteRequest request, Known next, int step) {
        assertThat(before.claim().id()).as("S5, seed %d, step %d", SEED, step).isEqualTo(request.claimId());
        assertThat(before).as("S3, seed %d, step %d", SEED, step).isNotInstanceOf(Completed.class);
        assertThat(next.claim()).as("seed %d, step %d", SEED, step).isEqualTo(before.claim());
        assertThat(next.revision()).as("seed %d, step %d", SEED, step).isEqualTo(before.revision() + 1);
        if (before instanceof InProgress was && next instanceof InProgress is) {
            assertThat(is.leaseExpiresAt()).as("seed %d, step %d", SEED, step).isAfterOrEqualTo(was.leaseExpiresAt());
            assertThat(is.retainedUntil()).as("seed %d, step %d", SEED, step).isAfterOrEqualTo(was.retainedUntil());
            assertThat(is.recoveryPoints()).as("seed %d, step %d", SEED, step).containsAll(was.recoveryPoints());
        }
        if (before instanceof InProgress was && next instanceof Released is) {
            assertThat(is.certainty()).as("seed %d, step %d", SEED, step).isGreaterThanOrEqualTo(was.earlier());
        }
    }

    private WriteRequest randomWrite(ClaimId id) {
        Duration some = Duration.ofMillis(1 + random.nextInt(6000));
        StoredResult result = new StoredResult.Success(Blob.utf8("result " + random.nextInt(2)));
        return switch (random.nextInt(8)) {
            case 0 -> new WriteRequest.Complete(KEY, id, result, some);
            case 1, 2 -> new WriteRequest.Release(KEY, id, CERTAINTIES.get(random.nextInt(3)));
            case 3 -> new WriteRequest.Renew(KEY, id, some, some);
            case 4 ->
                new WriteRequest.Checkpoint(KEY, id, new RecoveryPoint("p" + random.nextInt(3), null, 1, at(now)));
            case 5 -> new WriteRequest.Quarantine(KEY, id, "why");
            case 6 -> new WriteRequest.Resolve(KEY, id, new WriteRequest.Resolution.WithResult(result, some));
            default -> new WriteRequest.Resolve(KEY, id, new WriteRequest.Resolution.ReExecute(some));
        };
    }

    private ClaimId newOrOldId(int step) {
        if (random.nextInt(4) == 0) {
            return oldId();
        }
        ids.add(ClaimId.of(2, step));
        return ids.get(ids.size() - 1);
    }

    /** One of the last few ids, often that of the record. */
    private ClaimId oldId() {
        return record instanceof Known known && random.nextInt(3) > 0
                ? known.claim().id()
                : ids.get(Math.max(0, ids.size() - 1 - random.nextInt(4)));
    }
}
