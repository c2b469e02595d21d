// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.ClaimRequest;
import dev.semel.model.CommitRequest;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a history: an actor's call, with the moment that the actor's clock shows.
 *
 * @param actor the number of the caller, from 0
 * @param call the call
 * @param now the moment by the actor's clock
 */
record HistoryStep(int actor, Call call, Instant now) {

    /** The answer to a purge. */
    static final Object PURGED = "purged";

    /** The call of a step. */
    sealed interface Call {

        record MakeClaim(ClaimRequest request) implements Call {}

        record Write(WriteRequest request) implements Call {}

        record Commit(CommitRequest request) implements Call {}

        record Find(IdempotencyKey key) implements Call {}

        /** Physical deletion of all records of the history that have expired. */
        record Purge() implements Call {}
    }

    /** The protocol's answer to a step, and the record that it leaves. */
    record Decision(Object answer, @Nullable IdempotencyRecord next) {

        private static Decision of(Transition<?> transition) {
            return new Decision(transition.verdict(), transition.next());
        }
    }

    /** {@return the key of this step; a purge has none} */
    Optional<IdempotencyKey> key() {
        return switch (call) {
            case Call.MakeClaim claim -> Optional.of(claim.request().key());
            case Call.Write write -> Optional.of(write.request().key());
            case Call.Commit commit -> Optional.of(commit.request().key());
            case Call.Find find -> Optional.of(find.key());
            case Call.Purge purge -> Optional.empty();
        };
    }

    /**
     * Takes this step on the records of a model.
     *
     * @return the protocol's answer
     */
    Object takeOn(Map<IdempotencyKey, IdempotencyRecord> records) {
        if (key().isEmpty()) {
            records.values().removeIf(this::isExpired);
            return PURGED;
        }
        IdempotencyKey key = key().get();
        Decision decision = decide(records.get(key));
        records.compute(key, (unused, record) -> decision.next());
        return decision.answer();
    }

    /** {@return the decision of {@link Transitions} about the stored record} */
    Decision decide(@Nullable IdempotencyRecord record) {
        return switch (call) {
            case Call.MakeClaim claim -> Decision.of(Transitions.claim(record, claim.request(), now));
            case Call.Write write -> Decision.of(Transitions.write(record, write.request(), now));
            case Call.Commit commit -> Decision.of(Transitions.commit(record, commit.request(), now));
            case Call.Find find -> new Decision(Optional.ofNullable(record), record);
            case Call.Purge purge -> new Decision(PURGED, isExpired(record) ? null : record);
        };
    }

    /** {@return whether the record is past its window or retention by this step's clock} */
    boolean isExpired(@Nullable IdempotencyRecord record) {
        return record instanceof IdempotencyRecord.Known known && known.isExpired(now);
    }
}
