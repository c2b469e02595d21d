// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
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

    /** Runs a batch of the operation, and fails unless each order was executed. */
    static void runAll(Operation<String, String> operation, List<String> orders) throws Exception {
        for (BatchResult<String> result : operation.tryRunAll(orders, soon(), BatchOptions.defaults())) {
            if (!(result instanceof BatchResult.Answered)) {
                throw new IllegalStateException("an order of a batch was not executed: " + result);
            }
        }
    }
}
