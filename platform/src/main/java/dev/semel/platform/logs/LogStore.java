// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.logs;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs of the functions, in memory: the last lines of each group. Thread-safe. */
public final class LogStore {

    /** The number of lines that a group keeps. */
    public static final int MAX_LINES = 100_000;

    private final InstantSource clock;
    private final MetricStore metrics;
    private final Map<String, List<LogLine>> groups = new LinkedHashMap<>();
    private long count;

    /**
     * Makes an empty store.
     *
     * @param clock the clock of the timestamps
     * @param metrics takes the metrics of lines in the embedded metric format
     */
    public LogStore(InstantSource clock, MetricStore metrics) {
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Adds text to a log.
     *
     * @param group the group's name
     * @param stream the stream's name
     * @param text lines
     */
    public synchronized void write(String group, String stream, String text) {
        List<LogLine> lines = groups.computeIfAbsent(group, name -> new ArrayList<>());
        for (String line : text.lines().toList()) {
            lines.add(new LogLine(++count, stream, clock.millis(), line));
            metrics.read(line);
        }
        if (lines.size() > MAX_LINES) {
            lines.subList(0, lines.size() - MAX_LINES).clear();
        }
    }

    /**
     * Makes a group that has no lines yet.
     *
     * @param group the group's name
     * @return false if it is there
     */
    public synchronized boolean create(String group) {
        return groups.putIfAbsent(group, new ArrayList<>()) == null;
    }

    /**
     * Deletes a group.
     *
     * @param group the group's name
     * @return false if it is absent
     */
    public synchronized boolean delete(String group) {
        return groups.remove(group) != null;
    }

    /** {@return the names of the groups, in the order in which they began} */
    public synchronized List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    /**
     * Reads a group.
     *
     * @param group the group's name
     * @return its lines, in order; empty if the group is absent
     */
    public synchronized Optional<List<LogLine>> lines(String group) {
        return Optional.ofNullable(groups.get(group)).map(List::copyOf);
    }
}
