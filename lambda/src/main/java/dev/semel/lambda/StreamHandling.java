// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shared logic of the stream handlers: everything from the lowest record that was not completed is delivered again, so
 * the response names only that record.
 */
final class StreamHandling<S, T, R> {

    private final Function<S, T> reading;
    private final @Nullable Function<? super S, String> part;
    private final BatchHandling<T, R> handling;

    /**
     * Makes the handling of a stream.
     *
     * @param reading the function that opens a record
     * @param part the function that names a record's part of the shard; null for one order of the whole shard
     */
    private StreamHandling(
            Function<S, T> reading, @Nullable Function<? super S, String> part, BatchHandling<T, R> handling) {
        this.reading = reading;
        this.part = part;
        this.handling = handling;
    }

    static <S, T, R> StreamHandling<S, T, R> of(Function<S, T> reading, BatchHandling<T, R> handling) {
        return new StreamHandling<>(Objects.requireNonNull(reading, "reading"), null, handling);
    }

    StreamHandling<S, T, R> orderedBy(Function<? super S, String> part) {
        return new StreamHandling<>(reading, Objects.requireNonNull(part, "part"), handling);
    }

    void handle(List<DeliveredItem<S>> records, OutputStream output, Context context) throws IOException {
        Function<? super S, String> within = part;
        List<DeliveredItem<T>> items = records.stream()
                .map(record -> within == null ? record : record.within(within))
                .map(record -> record.<T>map(reading))
                .toList();
        List<ItemBatch.Item<R>> results = handling.run(items, records, context);
        List<ItemBatch.Item<R>> lowest =
                BatchHandling.failed(results).stream().limit(1).toList();
        handling.respond(results, lowest, BatchHandling::itemId, output);
    }
}
