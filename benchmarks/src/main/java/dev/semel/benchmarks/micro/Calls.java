// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.micro;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.benchmarks.contest.ContestOrder;
import dev.semel.benchmarks.contest.ContestReceipt;
import dev.semel.jackson.JacksonCodec;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole call, from claim to outcome, on a store that is a map. */
@State(Scope.Thread)
public class Calls {

    private final Deadline deadline = Deadline.within(Duration.ofSeconds(30));
    private final ContestOrder old = new ContestOrder("order-old", "card-8f14e45fceea167a", 4200);
    private Operation<ContestOrder, ContestReceipt> charge = charge();
    private long made;

    private static Operation<ContestOrder, ContestReceipt> charge() {
        return Idempotency.builder(new InMemoryStore())
                .withoutLog()
                .codec(JacksonCodec.create())
                .build()
                .operation("charge", ContestOrder.class, ContestReceipt.class)
                .key(ContestOrder::id)
                .body((order, execution) -> new ContestReceipt("payment-" + order.id(), order.cents(), ""));
    }

    /** Begins with an empty store, which would otherwise fill the memory. */
    @Setup(Level.Iteration)
    public void empty() throws Exception {
        charge = charge();
        charge.tryRun(old, deadline);
    }

    /** A key that never came before. */
    @Benchmark
    public Outcome<ContestReceipt> first() throws Exception {
        made++;
        return charge.tryRun(new ContestOrder("order-" + made, "card-8f14e45fceea167a", 4200), deadline);
    }

    /** A key that was completed. */
    @Benchmark
    public Outcome<ContestReceipt> duplicate() throws Exception {
        return charge.tryRun(old, deadline);
    }
}
