// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import dev.semel.benchmarks.contest.Task;
import dev.semel.benchmarks.server.Traffic;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads clock, processor, memory and wire around a task, on the caller's thread. */
final class Meter {

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final LongSupplier nanoTime;
    private final Supplier<Traffic> traffic;

    Meter(LongSupplier nanoTime, Supplier<Traffic> traffic) {
        this.nanoTime = nanoTime;
        this.traffic = traffic;
    }

    Reading measure(Task task) throws Exception {
        Traffic before = traffic.get();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long processor = threads.getCurrentThreadCpuTime();
        long began = nanoTime.getAsLong();
        task.run();
        long nanos = nanoTime.getAsLong() - began;
        return new Reading(
                nanos,
                threads.getCurrentThreadCpuTime() - processor,
                threads.getCurrentThreadAllocatedBytes() - allocated,
                traffic.get().since(before),
                0);
    }
}
