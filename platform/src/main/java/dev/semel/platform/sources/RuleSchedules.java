// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.clock.LabClock;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Occurrences of rules with a schedule, on the platform's clock. An advanced clock brings every occurrence up to the
 * new time, at most {@value Schedules#MAX_BEHIND} for each rule. The first one of a rate is a whole period after its
 * creation. Thread-safe.
 */
final class RuleSchedules {

    private final LabClock clock;
    private final BiConsumer<BusRule, Instant> occurrence;

    /**
     * Makes a plan without rules.
     *
     * @param clock the clock
     * @param occurrence takes an occurrence in the clock's thread, so it hands long work over
     */
    RuleSchedules(LabClock clock, BiConsumer<BusRule, Instant> occurrence) {
        this.clock = clock;
        this.occurrence = occurrence;
    }

    /** Plans a rule's occurrences for as long as it is current. */
    void begin(BusRule rule, BooleanSupplier isCurrent) {
        Instant begin = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        plan(rule, begin, begin, 0, isCurrent);
    }

    private void plan(BusRule rule, Instant begin, Instant after, int behind, BooleanSupplier isCurrent) {
        rule.schedule()
                .flatMap(schedule -> schedule.next(after, begin))
                .ifPresent(due -> clock.at(due, () -> fire(rule, begin, due, behind, isCurrent)));
    }

    private void fire(BusRule rule, Instant begin, Instant due, int behind, BooleanSupplier isCurrent) {
        if (!isCurrent.getAsBoolean()) {
            return;
        }
        occurrence.accept(rule, due);
        Instant now = clock.instant();
        int nowBehind = due.isBefore(now.minusSeconds(60)) ? behind + 1 : 0;
        plan(rule, begin, nowBehind > Schedules.MAX_BEHIND ? now : due, nowBehind, isCurrent);
    }

    /** {@return the event of an occurrence} */
    static String event(BusRule rule, Instant due) {
        ObjectNode event = JsonTree.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event").put("source", "aws.events");
        event.put("account", Arn.ACCOUNT).put("time", due.toString()).put("region", Arn.REGION);
        event.putArray("resources").add(rule.arn());
        event.putObject("detail");
        return event.toString();
    }
}
