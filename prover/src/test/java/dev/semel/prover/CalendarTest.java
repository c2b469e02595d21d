// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Keys from the calendar are found, if histories begin before an edge of it. */
final class CalendarTest {

    private static final Instant MIDWEEK = Instant.parse("2025-12-31T23:59:45Z");
    private static final Instant BEFORE_MIDNIGHT_IN_TOKYO = Instant.parse("2028-12-31T14:59:45Z");

    private static RequestStreamHandler keyedBy(World world, ZoneId zone, Function<LocalDate, Object> part) {
        return Zoo.handler((order, context) -> {
            LocalDate day = LocalDate.ofInstant(world.clock().instant(), zone);
            world.effect("charge").happen(order, order + " " + part.apply(day));
            return "charged";
        });
    }

    private static Proof proof(Instant start, ZoneId zone, Function<LocalDate, Object> part) {
        return Prover.of(world -> keyedBy(world, zone, part))
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .startingAt(start)
                .systematic(10_000, 1)
                .random(0, 1)
                .prove();
    }

    @Test
    void keyFromTheWeekIsFound() {
        Function<LocalDate, Object> week = day -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        assertThat(Prover.of(world -> keyedBy(world, ZoneOffset.UTC, week))
                        .event("order-1", "order-1")
                        .rules(Rule.oneKey("charge"))
                        .systematic(10_000, 1)
                        .prove())
                .isInstanceOf(Proof.Broken.class);
        assertThat(proof(MIDWEEK, ZoneOffset.UTC, week)).isInstanceOf(Proof.Held.class);
    }

    @Test
    void keyFromTheDayOfAnotherZoneIsFoundBeforeMidnightThere() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        assertThat(proof(BEFORE_MIDNIGHT_IN_TOKYO, tokyo, day -> day)).isInstanceOf(Proof.Broken.class);
        assertThat(proof(MIDWEEK, tokyo, day -> day)).isInstanceOf(Proof.Held.class);
    }
}
