// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.IdempotencyRecord.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes verdicts and records in the words of the tables; everything but sources and reasons shows. */
final class Descriptions {

    private Descriptions() {}

    static <V> String verdict(Transition<V> transition) {
        return switch (transition.verdict()) {
            case CommitVerdict.Answered answered -> "Answered " + name(answered.verdict());
            case Object verdict -> name(verdict);
        };
    }

    private static String name(@Nullable Object verdict) {
        return verdict == null ? "null" : verdict.getClass().getSimpleName();
    }

    static <V> String next(Transition<V> transition, @Nullable IdempotencyRecord before) {
        return transition.changes(before) ? record(transition.next()) : "unchanged";
    }

    static String record(@Nullable IdempotencyRecord record) {
        return switch (record) {
            case null -> "nothing";
            case Unreadable unreadable -> "unreadable";
            case Known known -> state(known) + " " + claim(known.claim()) + payload(known) + " rev=" + known.revision();
        };
    }

    private static String state(Known record) {
        return switch (record) {
            case InProgress p ->
                "IN_PROGRESS lease=" + moment(p.leaseExpiresAt()) + " kept=" + moment(p.retainedUntil()) + " earlier="
                        + p.earlier() + points(p.recoveryPoints());
            case Released r ->
                "RELEASED " + r.certainty() + " at=" + moment(r.releasedAt()) + " kept=" + moment(r.retainedUntil())
                        + points(r.recoveryPoints());
            case Completed c ->
                "COMPLETED " + (c.result().equals(Cases.RESULT) ? "result" : "other-result") + " at="
                        + moment(c.completedAt()) + " window=" + moment(c.windowEndsAt());
            case Quarantined q -> "QUARANTINED at=" + moment(q.quarantinedAt()) + points(q.recoveryPoints());
        };
    }

    private static String claim(Claim claim) {
        long origin = Cases.ORIGIN.toEpochMilli();
        return (claim.id().equals(Cases.MINE) ? "mine" : "other") + "#" + claim.attempt() + " claimed="
                + moment(claim.claimedAt()) + " fence=+" + (claim.fence() - origin) + " gen=+"
                + (claim.generation() - origin);
    }

    private static String payload(Known record) {
        return record.fingerprint().equals(Cases.PAYLOAD)
                ? ""
                : record.fingerprint().equals(Cases.OTHER_PAYLOAD) ? " other-payload" : " other-algorithm";
    }

    private static String points(List<RecoveryPoint> points) {
        return " points="
                + points.stream()
                        .map(point -> point.name() + "@" + point.attempt())
                        .toList();
    }

    private static String moment(Instant moment) {
        return String.valueOf(Duration.between(Cases.ORIGIN, moment).toMillis());
    }
}
