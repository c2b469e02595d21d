// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An operation of one source on a store of its own: counts what ran. */
final class EventDeliveries<T> {

    private final List<T> executed = new ArrayList<>();
    private final Operation<T, String> operation;

    private EventDeliveries(Function<Idempotency, OperationBuilder<T, String>> start) {
        Idempotency idempotency =
                Idempotency.builder(new InMemoryStore()).withoutLog().build();
        this.operation = start.apply(idempotency).body((record, execution) -> {
            executed.add(record);
            return "ran " + executed.size();
        });
    }

    static <T> EventDeliveries<T> of(Function<Idempotency, OperationBuilder<T, String>> start) {
        return new EventDeliveries<>(start);
    }

    @Nullable
    String deliver(T record) throws Exception {
        return operation.run(record, Deadline.within(Duration.ofSeconds(20)));
    }

    List<T> executed() {
        return List.copyOf(executed);
    }

    /** Asserts that the first delivery executes, the second replays, and another event executes too. */
    void replay(T first, T again, T other) throws Exception {
        assertThat(deliver(first)).isEqualTo("ran 1");
        assertThat(deliver(again)).isEqualTo("ran 1");
        assertThat(deliver(other)).isEqualTo("ran 2");
        assertThat(executed).containsExactly(first, other);
    }

    /** {@return the only item of a batch, which must be readable} */
    static <T> T only(List<DeliveredItem<T>> batch) {
        assertThat(batch).hasSize(1);
        return readable(batch.get(0));
    }

    static <T> T readable(DeliveredItem<T> item) {
        return switch (item) {
            case DeliveredItem.Readable<T> readable -> readable.record();
            case DeliveredItem.Poison<T> poison -> throw new AssertionError("poison", poison.why());
        };
    }

    static <T> InvalidEventException poison(DeliveredItem<T> item) {
        return switch (item) {
            case DeliveredItem.Readable<T> readable -> throw new AssertionError("readable: " + readable.itemId());
            case DeliveredItem.Poison<T> poison -> poison.why();
        };
    }
}
