// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.operate.Pace;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.Situation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that select records, and bound the rate at which they are read. */
final class FilterOptions {

    @Option(names = "--operation", paramLabel = "NAME", description = "Only records of this operation.")
    private Optional<String> operation = Optional.empty();

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Only records of this tenant; '' for keys without one. With --operation too it is quickest.")
    private Optional<String> tenant = Optional.empty();

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Only records claimed so long ago, such as 90s, 15m, 2h or 3d.")
    private String olderThan = "0s";

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            description =
                    "The most records that are looked at in a second (default: ${DEFAULT-VALUE}). DynamoDB bills them.")
    private int rate = 500;

    RecordFilter filter(Set<Situation> situations) {
        try {
            return new RecordFilter(tenant, operation, situations, time("--older-than", olderThan));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    Pace pace(int pageSize, Duration timeout) {
        try {
            return new Pace(pageSize, rate, timeout);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--rate must be 1 to 1000000, is " + rate);
        }
    }

    /** {@return a length of time such as {@code 15m}} */
    static Duration time(String option, String text) {
        try {
            Duration time = Duration.parse(text.endsWith("d") ? "P" + text : "PT" + text);
            if (!time.isNegative()) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // refused below
        }
        throw new RefusedException(option + " must be a time such as 90s, 15m, 2h or 3d");
    }

    /** {@return a length of time above zero} */
    static Duration positiveTime(String option, String text) {
        Duration time = time(option, text);
        if (time.isZero()) {
            throw new RefusedException(option + " must be above zero, such as 90s, 15m, 2h or 3d");
        }
        return time;
    }

    /** {@return the situations with these words} */
    static Set<Situation> situations(List<String> words) {
        EnumSet<Situation> chosen = EnumSet.noneOf(Situation.class);
        for (String word : words) {
            chosen.add(Arrays.stream(Situation.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("--state must be one of " + words())));
        }
        return chosen;
    }

    private static String words() {
        List<String> words = new ArrayList<>();
        for (Situation each : Situation.values()) {
            words.add(each.word());
        }
        return String.join(", ", words);
    }
}
