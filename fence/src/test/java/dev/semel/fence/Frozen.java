// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.fence;

import dev.semel.Deadline;
import dev.semel.Execution;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.store.InMemoryStore;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A first attempt that freezes before its write, until its lease is over and a second one has written. */
final class Frozen {

    private static final Deadline IN_20_S = Deadline.within(Duration.ofSeconds(20));

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> changes = new ArrayList<>();
    private final List<Operation<String, Integer>> self = new ArrayList<>();

    /** A guarded write, which returns the number of things that it changed. */
    @FunctionalInterface
    interface Write {
        int write(Execution execution) throws Exception;
    }

    /** {@return the operation that writes, and freezes first in its first attempt} */
    Operation<String, Integer> operation(Write write) {
        Operation<String, Integer> operation = Idempotency.builder(new InMemoryStore())
                .withoutLog()
                .clock(clock)
                .waiting(clock)
                .claimIds(CountingClaimIds.ofSeries(1))
                .build()
                .operation("pay", String.class, Integer.class)
                .key(order -> order)
                .body((order, execution) -> {
                    if (execution.attempt() == 1) {
                        clock.advance(Duration.ofMinutes(1));
                        self.getFirst().run(order, IN_20_S);
                    }
                    int changed = write.write(execution);
                    changes.add("attempt " + execution.attempt() + ": " + changed);
                    return changed;
                });
        self.add(operation);
        return operation;
    }

    Outcome<Integer> run(Operation<String, Integer> operation) throws Exception {
        return operation.tryRun("42", IN_20_S);
    }

    /** {@return what each attempt changed, in the order of their writes} */
    List<String> changes() {
        return List.copyOf(changes);
    }
}
