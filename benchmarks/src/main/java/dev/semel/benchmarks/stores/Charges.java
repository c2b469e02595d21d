// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.RecordingPolicy;
import dev.semel.benchmarks.stores.StorePath.StoreContestant;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The operation that all paths protect. Its body does next to nothing and counts itself. */
final class Charges {

    static final int BATCH = 10;

    private final AtomicLong runs = new AtomicLong();

    /** {@return the receipt of an order} */
    String charge(String order) {
        runs.incrementAndGet();
        return "receipt for " + order;
    }

    long runs() {
        return runs.get();
    }

    /** {@return the keys of a batch} */
    static List<String> batch(String round) {
        return IntStream.range(0, BATCH).mapToObj(i -> round + "-" + i).toList();
    }

    static Deadline soon() {
        return Deadline.within(Duration.ofSeconds(30));
    }

    /** {@return the operation, protected by Semel} */
    Operation<String, String> protectedBy(IdempotencyStore store) {
        return Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> charge(order));
    }

    /**
     * {@return a batch with the defaults: results are recorded while later bodies run, in one request or in several}
     */
    static StoreContestant recordedMeanwhile(Operation<String, String> operation) {
        return new StoreContestant("semel", round -> runAll(operation, batch(round), BatchOptions.defaults()));
    }

    /** {@return a batch whose results are recorded together, as the floor does it} */
    static StoreContestant recordedAtTheEnd(Operation<String, String> operation) {
        BatchOptions<String> atTheEnd = BatchOptions.<String>defaults().recording(RecordingPolicy.END_OF_BATCH);
        return new StoreContestant("semel, end of batch", round -> runAll(operation, batch(round), atTheEnd));
    }

    /** Runs a batch of the operation, and fails unless each order was executed. */
    private static void runAll(Operation<String, String> operation, List<String> orders, BatchOptions<String> options)
            throws Exception {
        for (BatchResult<String> result : operation.tryRunAll(orders, soon(), options)) {
            if (!(result instanceof BatchResult.Answered)) {
                throw new IllegalStateException("an order of a batch was not executed: " + result);
            }
        }
    }
}
