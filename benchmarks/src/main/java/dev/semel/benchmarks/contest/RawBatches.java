// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The raw requests of a batch, in groups of 25, all groups at once. */
final class RawBatches {

    /** The most statements in one batch ("BatchExecuteStatement" of the DynamoDB API reference). */
    private static final int STATEMENTS = 25;

    private final RawCalls raw;
    private final ExecutorService threads;

    RawBatches(RawCalls raw, ExecutorService threads) {
        this.raw = raw;
        this.threads = threads;
    }

    /** Claims all keys, of which some may not be free. */
    void claim(List<String> ids) throws Exception {
        inGroups(ids, raw::claimAll);
    }

    /** Reads the items of keys that are not free. */
    void read(List<String> old) throws Exception {
        inGroups(old, group -> requireAll(raw.readAll(group), group));
    }

    /** Reads the items of keys, on a thread beside the caller's, and does something meanwhile. */
    void whileReading(List<String> old, Task meanwhile) throws Exception {
        List<Future<Object>> reads = new ArrayList<>();
        calls(old, group -> requireAll(raw.readAll(group), group)).forEach(read -> reads.add(threads.submit(read)));
        meanwhile.run();
        for (Future<Object> read : reads) {
            read.get();
        }
    }

    /** Claims all keys, and reads those from {@code fresh} on at the same time. */
    void claimAndRead(List<String> ids, int fresh) throws Exception {
        List<String> old = ids.subList(fresh, ids.size());
        List<Callable<Object>> calls = calls(ids, raw::claimAll);
        calls.addAll(calls(old, group -> requireAll(raw.readAll(group), group)));
        atOnce(calls);
    }

    void complete(List<String> ids, String result) throws Exception {
        inGroups(ids, group -> raw.completeAll(group, result));
    }

    private static void requireAll(int found, List<String> ids) {
        if (found != ids.size()) {
            throw new IllegalStateException("a duplicate's item is missing");
        }
    }

    private void inGroups(List<String> ids, Consumer<List<String>> group) throws Exception {
        if (ids.isEmpty()) {
            return;
        }
        if (ids.size() <= STATEMENTS) {
            group.accept(ids);
            return;
        }
        atOnce(calls(ids, group));
    }

    private static List<Callable<Object>> calls(List<String> ids, Consumer<List<String>> group) {
        List<Callable<Object>> calls = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += STATEMENTS) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + STATEMENTS));
            calls.add(() -> {
                group.accept(some);
                return some;
            });
        }
        return calls;
    }

    private void atOnce(List<Callable<Object>> calls) throws Exception {
        for (Future<Object> call : threads.invokeAll(calls)) {
            call.get();
        }
    }
}
