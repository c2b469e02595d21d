// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Figures about duplicates, from logs or metrics.
 *
 * @param operations the figures by the name of the operation
 * @param lines the number of lines that were read
 * @param isCut whether there was more than could be read in the bounds of the reader
 */
public record LoggedFigures(SortedMap<String, OfOperation> operations, long lines, boolean isCut) {

    /** The upper ends of the classes of ages; a last class has the older ones. */
    public static final List<Duration> AGES = List.of(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(4),
            Duration.ofDays(14));

    /** Copies the figures. */
    public LoggedFigures {
        operations = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(operations));
    }

    /**
     * The figures of one operation.
     *
     * @param outcomes the number of events by outcome, in the words of the log or of the metric
     * @param ages the number of duplicates by class of {@link #AGES}, and then the older ones
     * @param oldest the greatest age; zero if no age is known
     */
    public record OfOperation(SortedMap<String, Long> outcomes, List<Long> ages, Duration oldest) {

        /** Copies the figures. */
        public OfOperation {
            outcomes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
            ages = List.copyOf(ages);
            Objects.requireNonNull(oldest, "oldest");
            if (ages.size() != AGES.size() + 1) {
                throw new IllegalArgumentException(
                        "ages must have " + (AGES.size() + 1) + " classes, has " + ages.size());
            }
        }

        /** Shows no outcome. */
        @Override
        public String toString() {
            return "OfOperation[outcomes=" + outcomes.size() + ", oldest=" + oldest + "]";
        }

        /**
         * {@return the number of events with an outcome}
         *
         * @param outcome the outcome
         */
        public long of(String outcome) {
            return Objects.requireNonNullElse(outcomes.get(outcome), 0L);
        }
    }

    /** Shows no name of an operation. */
    @Override
    public String toString() {
        return "LoggedFigures[operations=" + operations.size() + ", lines=" + lines + ", isCut=" + isCut + "]";
    }

    /** {@return the figures of an operation; empty ones if there are none} */
    OfOperation of(String operation) {
        return Objects.requireNonNullElseGet(
                operations.get(operation),
                () -> new OfOperation(
                        new TreeMap<>(Map.of()), java.util.Collections.nCopies(AGES.size() + 1, 0L), Duration.ZERO));
    }
}
