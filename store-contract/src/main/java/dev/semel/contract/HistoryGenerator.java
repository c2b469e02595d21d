// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.CommitRequest;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.testkit.CountingClaimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A generator of random histories at the edges of the protocol. Several actors with skewed clocks claim, write and find
 * the same few keys. Earlier steps return as late duplicates, with their original moment. Time jumps to just before,
 * onto and just after the ends of leases, windows and retentions. Expired records are purged.
 *
 * <p>The generator follows its own history with {@link HistoryStep#takeOn}, to learn which claim owns a key and when it
 * lapses. The same seed gives the same history. Not thread-safe; made for one history.
 */
final class HistoryGenerator {

    /** The calls that a store may support beyond claims and writes. */
    enum Ability {
        CHECKPOINTS,
        COMMITS
    }

    private static final int ACTORS = 3;
    private static final int KEYS = 2;
    /** Half of ε, so that no two clocks differ by more than ε. */
    private static final int SKEW_MILLIS = 1000;

    private static final List<Duration> LEASES =
            List.of(Duration.ofNanos(1), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMillis(90_001));
    private static final List<Duration> RETENTIONS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMillis(3_600_001));
    private static final List<StoredResult> RESULTS = List.of(
            new StoredResult.Success(Blob.utf8("{}")),
            new StoredResult.Success(null),
            new StoredResult.Success(Blob.of(new byte[0])),
            new StoredResult.FinalFailure("declined", Blob.of(new byte[] {0, -1})),
            new StoredResult.Missing("not kept", new StoredResult.Success(Blob.utf8("{}")).digest()));

    private final long seed;
    private final Random random;
    private final List<Ability> abilities;
    private final CountingClaimIds ids = CountingClaimIds.ofSeries(0);
    private final List<ClaimId> used = new ArrayList<>();
    private final Map<IdempotencyKey, IdempotencyRecord> records = new HashMap<>();
    private final List<HistoryStep> steps = new ArrayList<>();
    private final int[] skews = new int[ACTORS];
    private Instant time = ContractRules.START;

    HistoryGenerator(long seed, List<Ability> abilities) {
        this.seed = seed;
        this.random = new Random(seed);
        this.abilities = List.copyOf(abilities);
        for (int i = 0; i < ACTORS; i++) {
            skews[i] = random.nextInt(2 * SKEW_MILLIS + 1) - SKEW_MILLIS;
        }
    }

    /** {@return a history of {@code count} steps} */
    History history(int count) {
        while (steps.size() < count) {
            passTime();
            HistoryStep step = step();
            step.takeOn(records);
            steps.add(step);
        }
        return new History(seed, steps);
    }

    private void passTime() {
        switch (random.nextInt(6)) {
            case 0 -> time = time.plusMillis(random.nextInt(700));
            case 1 -> {
                Instant edge = edge(records.get(key())).plusMillis(random.nextInt(3) - 1);
                time = edge.isAfter(time) ? edge : time;
            }
            default -> {}
        }
    }

    /** {@return a moment at which the record begins to mean something else; for a record without one, the present} */
    private Instant edge(@Nullable IdempotencyRecord record) {
        return switch (record) {
            case null -> time;
            case InProgress held -> random.nextInt(3) == 0 ? held.retainedUntil() : held.leaseExpiresAt();
            case Released released -> released.retainedUntil();
            case Completed completed -> completed.windowEndsAt();
            case IdempotencyRecord.Quarantined parked -> time;
            case IdempotencyRecord.Unreadable unreadable -> time;
        };
    }

    private HistoryStep step() {
        int dice = random.nextInt(100);
        if (dice < 15 && !steps.isEmpty()) {
            return pick(steps); // a late duplicate
        }
        int actor = random.nextInt(ACTORS);
        // by the true time, or by the actor's clock; the true time hits the edges
        Instant now = random.nextInt(3) == 0 ? time : time.plusMillis(skews[actor]);
        IdempotencyKey key = key();
        HistoryStep.Call call;
        if (dice < 20) {
            call = new HistoryStep.Call.Purge();
        } else if (dice < 50) {
            call = new HistoryStep.Call.MakeClaim(claim(key));
        } else if (dice < 60 && abilities.contains(Ability.COMMITS)) {
            call = new HistoryStep.Call.Commit(commit(key));
        } else if (dice < 63) {
            call = new HistoryStep.Call.Find(key);
        } else {
            call = new HistoryStep.Call.Write(write(key, now));
        }
        return new HistoryStep(actor, call, now);
    }

    private ClaimRequest claim(IdempotencyKey key) {
        return new ClaimRequest(
                key, newId(), fingerprint(), policy(), pick(LEASES), pick(RETENTIONS), "actor " + random.nextInt(3));
    }

    private CommitRequest commit(IdempotencyKey key) {
        return new CommitRequest(
                key, newId(), fingerprint(), policy(), pick(RESULTS), pick(RETENTIONS), random.nextBoolean(), "");
    }

    private WriteRequest write(IdempotencyKey key, Instant now) {
        ClaimId id = ownerOr(key);
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> new WriteRequest.Complete(key, id, pick(RESULTS), pick(RETENTIONS));
            case 4, 5, 6 -> new WriteRequest.Release(key, id, pick(List.of(Certainty.values())));
            case 7 -> new WriteRequest.Renew(key, id, pick(LEASES), pick(RETENTIONS));
            case 8 -> new WriteRequest.Quarantine(key, id, "reason " + random.nextInt(2));
            case 9 -> new WriteRequest.Resolve(key, id, resolution());
            default ->
                abilities.contains(Ability.CHECKPOINTS)
                        ? new WriteRequest.Checkpoint(key, id, point(now))
                        : new WriteRequest.Resolve(key, id, resolution());
        };
    }

    private WriteRequest.Resolution resolution() {
        return random.nextBoolean()
                ? new WriteRequest.Resolution.ReExecute(pick(RETENTIONS))
                : new WriteRequest.Resolution.WithResult(pick(RESULTS), pick(RETENTIONS));
    }

    private RecoveryPoint point(Instant now) {
        Blob value = random.nextInt(3) == 0 ? null : Blob.utf8("v" + random.nextInt(2));
        return new RecoveryPoint("step " + random.nextInt(3), value, 1 + random.nextInt(2), now);
    }

    private Fingerprint fingerprint() {
        return switch (random.nextInt(12)) {
            case 0 -> ContractRules.OTHER_PAYLOAD;
            case 1 -> ContractRules.OTHER_ALGORITHM;
            default -> ContractRules.PAYLOAD;
        };
    }

    private FingerprintPolicy policy() {
        return pick(List.of(FingerprintPolicy.values()));
    }

    /** {@return mostly a new claim id, sometimes a used one} */
    private ClaimId newId() {
        ClaimId id = random.nextInt(10) == 0 && !used.isEmpty() ? pick(used) : ids.next();
        used.add(id);
        return id;
    }

    /** {@return mostly the claim id in the key's record, otherwise any} */
    private ClaimId ownerOr(IdempotencyKey key) {
        boolean owner = random.nextInt(5) > 0;
        if (owner && records.get(key) instanceof Known known) {
            return known.claim().id();
        }
        return used.isEmpty() ? newId() : pick(used);
    }

    private IdempotencyKey key() {
        return IdempotencyKey.of("history", "key-" + random.nextInt(KEYS));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
