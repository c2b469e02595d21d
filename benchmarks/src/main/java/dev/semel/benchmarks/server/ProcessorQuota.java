// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A limit of this process's processor time, as Lambda gives one: of 100,000 microseconds it may use so many. It needs
 * a control group that this user may write to, of version 1 or 2. DynamoDB Local and the proxy run in this process and
 * share the limit, so times are longer than those of a function alone; all contestants meet the same limit.
 */
public final class ProcessorQuota implements AutoCloseable {

    private static final int PERIOD_MICROS = 100_000;
    private static final int PERCENT_MICROS = PERIOD_MICROS / 100;
    private static final String NAME = "semel-bench-";
    private static final String MEMBERS = "cgroup.procs";

    private final Path root;
    private final Path group;
    private final int percent;

    private ProcessorQuota(Path root, Path group, int percent) {
        this.root = root;
        this.group = group;
        this.percent = percent;
    }

    /**
     * Limits this process until the quota is closed.
     *
     * @param groups the folder of the control groups, mostly {@code /sys/fs/cgroup}
     * @param percent of one processor
     * @throws IOException if no control group can be made; the message says so
     */
    public static ProcessorQuota limit(Path groups, int percent) throws IOException {
        boolean isUnified = Files.exists(groups.resolve("cgroup.controllers"));
        Path root = isUnified ? groups : groups.resolve("cpu");
        Path group = root.resolve(NAME + ProcessHandle.current().pid());
        int micros = percent * PERCENT_MICROS;
        try {
            Files.createDirectory(group);
            ProcessorQuota quota = new ProcessorQuota(root, group, percent);
            try {
                if (isUnified) {
                    Files.writeString(group.resolve("cpu.max"), micros + " " + PERIOD_MICROS);
                } else {
                    Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
                    Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(micros));
                }
                Files.writeString(group.resolve(MEMBERS), pid());
                return quota;
            } catch (IOException e) {
                Files.deleteIfExists(group);
                throw e;
            }
        } catch (IOException e) {
            throw new IOException("no control group below " + root + " can be written: " + e.getMessage(), e);
        }
    }

    /** {@return the quota in words} */
    public String text() {
        return "quota: " + percent + " % of one processor, for DynamoDB Local and the proxy too";
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    @Override
    public void close() throws IOException {
        Files.writeString(root.resolve(MEMBERS), pid());
        Files.delete(group);
    }
}
