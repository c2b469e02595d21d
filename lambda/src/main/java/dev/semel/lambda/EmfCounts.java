// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts and measurements of one operation since the last line. */
final class EmfCounts {

    /** CloudWatch User Guide, "Specification: Embedded metric format": a metric has at most 100 values in one line. */
    static final int MOST_VALUES = 100;

    private final Map<EmfMetric, Long> counts = new EnumMap<>(EmfMetric.class);
    private final Map<EmfMetric, List<Long>> durations = new EnumMap<>(EmfMetric.class);

    void count(EmfMetric metric) {
        counts.merge(metric, 1L, Long::sum);
    }

    /** {@return whether there is no more room for another value} */
    boolean measure(EmfMetric metric, Duration duration) {
        List<Long> values = durations.computeIfAbsent(metric, first -> new ArrayList<>());
        values.add(duration.toMillis());
        return values.size() == MOST_VALUES;
    }

    Map<EmfMetric, Long> counts() {
        return counts;
    }

    Map<EmfMetric, List<Long>> durations() {
        return durations;
    }
}
