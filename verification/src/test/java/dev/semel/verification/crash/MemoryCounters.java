// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts in memory. */
final class MemoryCounters implements Counters<Runnable> {

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public Runnable plusOne(String name) {
        return () -> counts.merge(name, 1, Integer::sum);
    }

    @Override
    public int of(String name) {
        return counts.getOrDefault(name, 0);
    }
}
