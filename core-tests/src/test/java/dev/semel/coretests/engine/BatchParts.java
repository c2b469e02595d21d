// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;

import dev.semel.BatchOptions;
import dev.semel.BatchResult;
import dev.semel.Body;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.RecordingStore;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Parts that the tests of batches share: an operation over a recorded store, and short answers. */
abstract class BatchParts {

    static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(i -> "order-" + i).toList();

    final Fixture fixture = new Fixture();
    final RecordingStore recording = RecordingStore.over(fixture.records);

    OperationBuilder<String, String> builder(IdempotencyStore store) {
        return fixture.operation(store).withoutFingerprint();
    }

    Operation<String, String> operation() {
        return builder(recording.store()).body(noting());
    }

    Body<String, String> noting() {
        return (input, execution) -> {
            fixture.ran.add(input);
            if (input.startsWith("bad")) {
                throw new IOException(input);
            }
            return "did " + input;
        };
    }

    static BatchOptions<String> options() {
        return BatchOptions.defaults();
    }

    List<BatchResult<String>> results(List<String> inputs, BatchOptions<String> options) throws Exception {
        return operation().tryRunAll(inputs, IN_20_S, options);
    }

    /** {@return what became of each input, in one word} */
    static List<String> words(List<BatchResult<String>> results) {
        return results.stream()
                .map(result -> switch (result) {
                    case BatchResult.Answered<String> ended ->
                        ended.outcome().getClass().getSimpleName();
                    case BatchResult.Failed<String> failed ->
                        failed.exception().getClass().getSimpleName();
                    case BatchResult.NotTried<String> not -> "NotTried";
                })
                .toList();
    }
}
