// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.Blob;
import dev.semel.model.Claim;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.StoredResult;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores that break one rule each, as real stores do. */
final class BrokenStores {

    private BrokenStores() {}

    /** Completes whatever is in progress, as a store without a condition on the claim id. */
    static class CompletesUnconditionally extends ModelStore {
        @Override
        Transition<WriteVerdict> decide(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            if (request instanceof WriteRequest.Complete complete && record instanceof InProgress other) {
                return Transitions.write(
                        record,
                        new WriteRequest.Complete(
                                complete.key(), other.claim().id(), complete.result(), complete.window()),
                        now);
            }
            return super.decide(record, request, now);
        }
    }

    /** Takes the clock for the fence, whatever was there before. */
    static class RestartsFences extends ModelStore {
        @Override
        Transition<ClaimVerdict> decide(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            Transition<ClaimVerdict> right = super.decide(record, request, now);
            if (!right.changes(record) || !(right.next() instanceof InProgress next)) {
                return right;
            }
            Claim claim = next.claim();
            long fence = now.toEpochMilli();
            InProgress wrong = new InProgress(
                    new Claim(claim.id(), fence, claim.attempt(), fence, claim.claimedAt(), claim.source()),
                    next.fingerprint(),
                    next.revision(),
                    next.earlier(),
                    next.leaseExpiresAt(),
                    next.retainedUntil(),
                    next.recoveryPoints());
            return new Transition<>(new ClaimVerdict.Claimed(wrong), wrong);
        }
    }

    /** Compares the lease with a clock that is a second ahead. */
    static class TakesOverLiveLeases extends ModelStore {
        @Override
        Transition<ClaimVerdict> decide(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            boolean nearlyLapsed = record instanceof InProgress held
                    && held.isLeaseLive(now)
                    && !held.isLeaseLive(now.plus(Duration.ofSeconds(1)));
            return super.decide(record, request, nearlyLapsed ? now.plus(Duration.ofSeconds(1)) : now);
        }
    }

    /** Does not compare fingerprints. */
    static class IgnoresMismatches extends ModelStore {
        @Override
        Transition<ClaimVerdict> decide(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            return record instanceof Known known
                    ? super.decide(
                            record,
                            new ClaimRequest(
                                    request.key(),
                                    request.claimId(),
                                    known.fingerprint(),
                                    request.fingerprintPolicy(),
                                    request.lease(),
                                    request.retention(),
                                    request.source()),
                            now)
                    : super.decide(record, request, now);
        }
    }

    /** Mistakes a claimant that repeats its claim for a rival, as a plain put-if-absent does. */
    static class ForgetsItsClaims extends ModelStore {
        @Override
        Transition<ClaimVerdict> decide(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            return record instanceof InProgress held && held.isLeaseLive(now)
                    ? new Transition<>(new ClaimVerdict.InProgress(held), record)
                    : super.decide(record, request, now);
        }
    }

    /** Fences a completion that is already there. */
    static class ForgetsItsCompletions extends ModelStore {
        @Override
        Transition<WriteVerdict> decide(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            return request instanceof WriteRequest.Complete && record instanceof Completed
                    ? new Transition<>(new WriteVerdict.Fenced(record), record)
                    : super.decide(record, request, now);
        }
    }

    /** Recognises a completion by its claim id alone. */
    static class RecognisesAnyCompletion extends ModelStore {
        @Override
        Transition<WriteVerdict> decide(@Nullable IdempotencyRecord record, WriteRequest request, Instant now) {
            boolean own = request instanceof WriteRequest.Complete
                    && record instanceof Completed completed
                    && completed.claim().id().equals(request.claimId());
            return own
                    ? new Transition<>(new WriteVerdict.Applied((Completed) Objects.requireNonNull(record)), record)
                    : super.decide(record, request, now);
        }
    }

    /** Stores no bytes as null. */
    static class NormalisesBytes extends ModelStore {
        @Override
        @Nullable
        IdempotencyRecord stored(@Nullable IdempotencyRecord record) {
            boolean empty = record instanceof Completed completed
                    && completed.result() instanceof StoredResult.Success success
                    && Objects.equals(success.value(), Blob.of(new byte[0]));
            return empty ? withResult((Completed) Objects.requireNonNull(record)) : record;
        }

        private static Completed withResult(Completed completed) {
            return new Completed(
                    completed.claim(),
                    completed.fingerprint(),
                    completed.revision(),
                    new StoredResult.Success(null),
                    completed.completedAt(),
                    completed.windowEndsAt());
        }
    }

    /** Names records without regard to case. */
    static class FoldsCase extends ModelStore {
        @Override
        String id(IdempotencyKey key) {
            return key.recordId().toLowerCase(Locale.ROOT);
        }
    }

    /** Names records by joining the parts. */
    static class JoinsParts extends ModelStore {
        @Override
        String id(IdempotencyKey key) {
            return key.tenant() + "#" + key.scope() + "#" + key.value();
        }
    }

    /** Lets windows end one millisecond late. */
    static class ExpiresLate extends ModelStore {
        @Override
        Transition<ClaimVerdict> decide(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            return record instanceof Completed
                    ? super.decide(record, request, now.minusMillis(1))
                    : super.decide(record, request, now);
        }
    }

    /** Answers reads from a copy that lags behind by one write. */
    static class ReadsStale extends ModelStore {
        private final Map<String, Optional<IdempotencyRecord>> former = new ConcurrentHashMap<>();

        @Override
        <V> V apply(IdempotencyKey key, Function<@Nullable IdempotencyRecord, Transition<V>> decide) {
            former.put(id(key), Optional.ofNullable(records.get(id(key))));
            return super.apply(key, decide);
        }

        @Override
        public Optional<IdempotencyRecord> find(IdempotencyKey key, StoreCall call) {
            return former.getOrDefault(id(key), Optional.empty());
        }
    }

    /** Reads, decides and writes in three steps, and between them lets another thread come in. */
    static class IsNotAtomic extends ModelStore {

        /** A bound only: a thread that stays alone goes on. */
        private static final int PATIENCE = 200;

        private final Thread alone = Thread.currentThread(); // the test's own, which never races itself
        private final AtomicInteger entered = new AtomicInteger();

        @Override
        <V> V apply(IdempotencyKey key, Function<@Nullable IdempotencyRecord, Transition<V>> decide) {
            IdempotencyRecord before = records.get(id(key));
            Transition<V> transition = decide.apply(before);
            letAnotherIn();
            if (transition.next() != null) {
                records.put(id(key), transition.next());
            }
            return transition.verdict();
        }

        @SuppressWarnings("ThreadPriorityCheck") // yielding keeps the gap open, nothing relies on its order
        private void letAnotherIn() {
            int mine = entered.incrementAndGet();
            for (int i = 0;
                    i < PATIENCE
                            && entered.get() == mine
                            && !Thread.currentThread().equals(alone);
                    i++) {
                Thread.yield();
            }
        }
    }

    /** Treats an unreadable record as absent. */
    static class ClaimsTheUnreadable extends ModelStore {
        @Override
        Transition<ClaimVerdict> decide(@Nullable IdempotencyRecord record, ClaimRequest request, Instant now) {
            return super.decide(record instanceof IdempotencyRecord.Unreadable ? null : record, request, now);
        }
    }
}
