// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;

/** Durations for a reader: the two largest units. */
final class Seconds {

    private Seconds() {}

    static String of(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d" + more(duration.toHoursPart(), " h");
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h" + more(duration.toMinutesPart(), " min");
        }
        if (duration.toMinutes() > 0 && duration.toSecondsPart() == 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String more(int value, String unit) {
        return value == 0 ? "" : " " + value + unit;
    }
}
