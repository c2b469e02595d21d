// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments in texts: to the second, in UTC, with their distance from now. Immutable and thread-safe. */
public final class Moment {

    private final Instant now;

    Moment(Instant now) {
        this.now = now;
    }

    /** {@return the moment, and how long ago it was or how far away it is} */
    String of(Instant moment) {
        Duration away = Duration.between(now, moment);
        String distance = away.isNegative() ? span(away.negated()) + " ago" : "in " + span(away);
        return text(moment) + " (" + distance + ")";
    }

    /**
     * {@return the moment to the second, in UTC}
     *
     * @param moment the moment
     */
    public static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * {@return a length in its two largest units, such as {@code 2 h 5 min}}
     *
     * @param length the length; not negative
     */
    public static String span(Duration length) {
        long days = length.toDays();
        if (days > 0) {
            return days + " d" + rest(length.toHoursPart(), " h");
        }
        if (length.toHours() > 0) {
            return length.toHours() + " h" + rest(length.toMinutesPart(), " min");
        }
        if (length.toMinutes() > 0) {
            return length.toMinutes() + " min" + rest(length.toSecondsPart(), " s");
        }
        return length.toSeconds() + " s";
    }

    private static String rest(int number, String unit) {
        return number == 0 ? "" : " " + number + unit;
    }
}
