// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import java.time.Duration;
import java.time.Instant;

/** Records as lines of a table, one at a time, so that a list needs no memory. The record id comes last. */
public final class RecordsTable {

    private static final String FORM = "%-15s %7s %-11s %-11s %s";

    /** The heads of the columns. */
    public static final String HEADER = String.format(FORM, "STATE", "ATTEMPT", "CLAIMED", "ENDS", "RECORD");

    private RecordsTable() {}

    /**
     * {@return the line of a record}
     *
     * @param found the record
     */
    public static String row(Explanation found) {
        return String.format(
                FORM,
                found.situation().word(),
                found.known()
                        .map(known -> String.valueOf(known.claim().attempt()))
                        .orElse("-"),
                found.known()
                        .filter(known -> found.situation() != Situation.FOREIGN)
                        .map(known -> ago(known.claim().claimedAt(), found.now()))
                        .orElse("-"),
                found.known().map(known -> ends(known, found.now())).orElse("-"),
                found.name().shown());
    }

    private static String ago(Instant moment, Instant now) {
        Duration age = Duration.between(moment, now);
        return age.isNegative() ? "0 s" : Moment.span(age);
    }

    private static String ends(Known record, Instant now) {
        Instant end = switch (record) {
            case InProgress live -> live.retainedUntil();
            case Released released -> released.retainedUntil();
            case Completed completed -> completed.windowEndsAt();
            case Quarantined parked -> Instant.MAX;
        };
        if (end.equals(Instant.MAX)) {
            return "never";
        }
        Duration left = Duration.between(now, end);
        return left.isPositive() ? "in " + Moment.span(left) : "past";
    }
}
