// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.semel.Operation;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Shared logic of the handlers of brokers' queues: there is no partial response, so after every message was tried the
 * invocation fails if one is not completed, and nothing is written as a response.
 */
final class QueueHandling<S, T, R> {

    private final Function<S, T> reading;
    private final BatchHandling<T, R> handling;

    private QueueHandling(Function<S, T> reading, BatchHandling<T, R> handling) {
        this.reading = reading;
        this.handling = handling;
    }

    static <S, T, R> QueueHandling<S, T, R> of(
            String event, Function<S, T> reading, Operation<T, R> operation, RetryHorizon horizon, BatchPolicy policy) {
        Objects.requireNonNull(reading, "reading");
        return new QueueHandling<>(reading, BatchHandling.withoutResponse(event, operation, policy, horizon));
    }

    void handle(List<DeliveredItem<S>> messages, Context context) {
        List<DeliveredItem<T>> items =
                messages.stream().map(message -> message.<T>map(reading)).toList();
        handling.runAllItems(items, messages, context);
    }
}
