// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.coretests.protocol.ProtocolWorld.Past;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.Transition;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The store of the search. As in DynamoDB, one conditional write claims what is absent, or completed with its window
 * over; whatever else is claimable is read first and then replaced if it has not changed. Each call is checked against
 * the {@link Invariants}.
 */
final class CheckedStore {

    private final ProtocolRules rules;
    private final Invariants invariants;

    CheckedStore(ProtocolRules rules, Invariants invariants) {
        this.rules = rules;
        this.invariants = invariants;
    }

    /** The answer of the store. */
    sealed interface Answer {

        /**
         * The caller has the claim.
         *
         * @param record its record
         */
        record Granted(InProgress record) implements Answer {}

        /**
         * The caller may take the record over, in a second step.
         *
         * @param read the record to replace
         * @param next what to write
         */
        record TakeOver(Known read, InProgress next) implements Answer {}

        /**
         * The call has ended.
         *
         * @param verdict the store's verdict, for people
         */
        record Ended(Object verdict) implements Answer {}
    }

    /**
     * The outcome of a call.
     *
     * @param world the world after it
     * @param answer the answer
     * @param violation the rule it broke, or null
     */
    record Applied(
            ProtocolWorld world, Answer answer, @Nullable ProtocolViolation violation) {}

    /** One step of the store. */
    Applied apply(ProtocolWorld world, Request request, Instant now) {
        return switch (request) {
            case Request.Claiming claiming -> claim(world, claiming.request(), now);
            case Request.Committing committing -> commit(world, committing.request(), now);
            case Request.Writing writing -> write(world, writing.request(), writing.fence(), now);
        };
    }

    private Applied claim(ProtocolWorld world, ClaimRequest request, Instant now) {
        IdempotencyRecord record = world.record();
        Transition<ClaimVerdict> transition = rules.claim(record, request, now);
        if (!transition.changes(record)) {
            Answer answer = transition.verdict() instanceof ClaimVerdict.Claimed own
                    ? new Answer.Granted(own.record())
                    : new Answer.Ended(transition.verdict());
            return new Applied(world, answer, invariants.answered(world, request, now, transition.verdict()));
        }
        if (!(transition.next() instanceof InProgress next)) {
            throw new IllegalStateException("A claim leaves a record in progress, not " + transition.next());
        }
        if (record instanceof Known read && !(record instanceof Completed)) {
            return new Applied(world, new Answer.TakeOver(read, next), null);
        }
        return granted(world, record, request, now, next);
    }

    private Applied granted(
            ProtocolWorld world, @Nullable IdempotencyRecord read, ClaimRequest request, Instant now, InProgress next) {
        Past past = world.past();
        Past granted = new Past(next.claim().fence(), past.windowEndsAt(), past.settledFence(), past.unknownUntil());
        return new Applied(
                world.holding(next, granted),
                new Answer.Granted(next),
                invariants.granted(world, read, request, now, next));
    }

    /** The second step of a take-over; when the record has changed, the claim is decided anew. */
    Applied takeOver(ProtocolWorld world, Known read, InProgress next, ClaimRequest request, Instant now) {
        return rules.isUnchanged(read, world.record())
                ? granted(world, read, request, now, next)
                : claim(world, request, now);
    }

    private Applied commit(ProtocolWorld world, CommitRequest request, Instant now) {
        Transition<CommitVerdict> transition = rules.commit(world.record(), request, now);
        Answer answer = new Answer.Ended(transition.verdict());
        if (!transition.changes(world.record()) || !(transition.next() instanceof Completed next)) {
            return new Applied(world, answer, null);
        }
        ProtocolViolation violation = invariants.committed(world, request, now, next);
        return new Applied(world.holding(next, settled(next.claim().fence(), next)), answer, violation);
    }

    private Applied write(ProtocolWorld world, WriteRequest request, long fence, Instant now) {
        Transition<WriteVerdict> transition = rules.write(world.record(), request, now);
        ProtocolViolation violation = invariants.written(world, request, fence, now, transition);
        Answer answer =
                transition.next() instanceof InProgress renewed && transition.verdict() instanceof WriteVerdict.Applied
                        ? new Answer.Granted(renewed)
                        : new Answer.Ended(transition.verdict());
        if (!transition.changes(world.record())) {
            return new Applied(world, answer, violation);
        }
        Past past = world.past();
        if (transition.next() instanceof Completed completed) {
            past = settled(past.fence(), completed);
        } else if (request instanceof WriteRequest.Resolve) {
            past = new Past(past.fence(), past.windowEndsAt(), past.fence(), Instant.EPOCH);
        }
        return new Applied(world.holding(transition.next(), past), answer, violation);
    }

    private static Past settled(long fence, Completed completed) {
        return new Past(fence, completed.windowEndsAt(), fence, Instant.EPOCH);
    }
}
