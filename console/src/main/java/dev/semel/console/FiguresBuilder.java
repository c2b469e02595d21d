// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.operate.EventCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects figures, line by line, in bounded memory: what comes after the first 200 operations, or the first 100
 * outcomes of one, is left out. Not thread-safe.
 */
public final class FiguresBuilder {

    private static final int MOST_OPERATIONS = 200;
    private static final int MOST_OUTCOMES = 100;

    private final SortedMap<String, Collected> operations = new TreeMap<>();

    /** Makes an empty collection. */
    public FiguresBuilder() {}

    /**
     * Adds the events of a line.
     *
     * @param events the events
     */
    public void count(EventCount events) {
        Collected collected = collected(events.operation());
        if (collected != null
                && (collected.outcomes.containsKey(events.outcome()) || collected.outcomes.size() < MOST_OUTCOMES)) {
            collected.outcomes.merge(events.outcome(), events.count(), Long::sum);
        }
    }

    /**
     * Adds the age of a duplicate.
     *
     * @param operation the name of the operation
     * @param age the age; not negative
     * @param isMetric whether a metric tells it; the ages of log lines of an operation count only where no metric tells
     *     any, since both tell of the same duplicates
     */
    public void age(String operation, Duration age, boolean isMetric) {
        Collected collected = collected(operation);
        if (collected != null && !age.isNegative()) {
            (isMetric ? collected.measured : collected.logged).add(age);
        }
    }

    private @org.jspecify.annotations.Nullable Collected collected(String operation) {
        Collected known = operations.get(operation);
        if (known == null && operations.size() < MOST_OPERATIONS) {
            known = new Collected();
            operations.put(operation, known);
        }
        return known;
    }

    /**
     * {@return the figures}
     *
     * @param lines the number of lines that were read
     * @param isCut whether there was more than was read
     */
    public LoggedFigures build(long lines, boolean isCut) {
        SortedMap<String, LoggedFigures.OfOperation> built = new TreeMap<>();
        operations.forEach((operation, collected) -> {
            Ages ages = collected.measured.isEmpty() ? collected.logged : collected.measured;
            built.put(operation, new LoggedFigures.OfOperation(collected.outcomes, ages.classes(), ages.oldest));
        });
        return new LoggedFigures(built, lines, isCut);
    }

    private static final class Collected {

        private final SortedMap<String, Long> outcomes = new TreeMap<>();
        private final Ages measured = new Ages();
        private final Ages logged = new Ages();
    }

    private static final class Ages {

        private final long[] counts = new long[LoggedFigures.AGES.size() + 1];
        private Duration oldest = Duration.ZERO;
        private boolean any;

        void add(Duration age) {
            int slot = 0;
            while (slot < LoggedFigures.AGES.size() && age.compareTo(LoggedFigures.AGES.get(slot)) > 0) {
                slot++;
            }
            counts[slot]++;
            any = true;
            oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }

        boolean isEmpty() {
            return !any;
        }

        List<Long> classes() {
            List<Long> classes = new ArrayList<>();
            for (long count : counts) {
                classes.add(count);
            }
            return classes;
        }
    }
}
