// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.CommitRequest;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.WriteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A sequence of steps, and the seed that it came from.
 *
 * @param seed the seed of the generator; kept in a shortened history
 * @param steps the steps, in the order in which they are taken
 */
record History(long seed, List<HistoryStep> steps) {

    History {
        steps = List.copyOf(steps);
    }

    /** {@return the first {@code count} steps} */
    History first(int count) {
        return new History(seed, steps.subList(0, count));
    }

    /** {@return all steps but the one at {@code index}} */
    History without(int index) {
        List<HistoryStep> rest = new ArrayList<>(steps);
        rest.remove(index);
        return new History(seed, rest);
    }

    /** {@return the same step with other keys and other claim ids, so that one store can take a history twice} */
    static HistoryStep rename(HistoryStep step, UnaryOperator<IdempotencyKey> keys, UnaryOperator<ClaimId> ids) {
        HistoryStep.Call renamed = switch (step.call()) {
            case HistoryStep.Call.MakeClaim claim -> new HistoryStep.Call.MakeClaim(rename(claim.request(), keys, ids));
            case HistoryStep.Call.Write write -> new HistoryStep.Call.Write(rename(write.request(), keys, ids));
            case HistoryStep.Call.Commit commit -> new HistoryStep.Call.Commit(rename(commit.request(), keys, ids));
            case HistoryStep.Call.Find find -> new HistoryStep.Call.Find(keys.apply(find.key()));
            case HistoryStep.Call.Purge purge -> purge;
        };
        return new HistoryStep(step.actor(), renamed, step.now());
    }

    private static ClaimRequest rename(
            ClaimRequest request, UnaryOperator<IdempotencyKey> keys, UnaryOperator<ClaimId> ids) {
        return new ClaimRequest(
                keys.apply(request.key()),
                ids.apply(request.claimId()),
                request.fingerprint(),
                request.fingerprintPolicy(),
                request.lease(),
                request.retention(),
                request.source());
    }

    private static CommitRequest rename(
            CommitRequest request, UnaryOperator<IdempotencyKey> keys, UnaryOperator<ClaimId> ids) {
        return new CommitRequest(
                keys.apply(request.key()),
                ids.apply(request.claimId()),
                request.fingerprint(),
                request.fingerprintPolicy(),
                request.result(),
                request.window(),
                request.takeOver(),
                request.source());
    }

    private static WriteRequest rename(
            WriteRequest request, UnaryOperator<IdempotencyKey> keys, UnaryOperator<ClaimId> ids) {
        IdempotencyKey key = keys.apply(request.key());
        ClaimId id = ids.apply(request.claimId());
        return switch (request) {
            case WriteRequest.Complete complete ->
                new WriteRequest.Complete(key, id, complete.result(), complete.window());
            case WriteRequest.Release release -> new WriteRequest.Release(key, id, release.certainty());
            case WriteRequest.Renew renew -> new WriteRequest.Renew(key, id, renew.lease(), renew.retention());
            case WriteRequest.Checkpoint checkpoint -> new WriteRequest.Checkpoint(key, id, checkpoint.point());
            case WriteRequest.Quarantine quarantine -> new WriteRequest.Quarantine(key, id, quarantine.reason());
            case WriteRequest.Resolve resolve -> new WriteRequest.Resolve(key, id, resolve.resolution());
        };
    }

    /** Shows one line for each step, with its moment counted from the first one. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder("history of seed " + seed + ", " + steps.size() + " steps:");
        for (HistoryStep step : steps) {
            lines.append("\n  ").append(line(step));
        }
        return lines.toString();
    }

    /** {@return one line for a step: actor, moment after the start of all histories, call} */
    static String line(HistoryStep step) {
        return "actor " + step.actor() + " at " + sinceStart(step.now()) + ": " + step.call();
    }

    private static String sinceStart(Instant moment) {
        return "+"
                + Duration.between(ContractRules.START, moment)
                        .toString()
                        .substring(2)
                        .toLowerCase(Locale.ROOT);
    }
}
