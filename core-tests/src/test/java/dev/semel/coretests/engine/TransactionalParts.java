// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.OperationBuilder;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.RecordingStore;
import java.time.Duration;
import java.util.Collections;

/** Parts that the tests of transactional operations share: operations over a recorded store, and what they did. */
abstract class TransactionalParts {

    final Fixture fixture = new Fixture();
    final RecordingStore recording = RecordingStore.over(fixture.records);

    @SuppressWarnings("unchecked") // an InMemoryStore is behind each
    static CommitStore<Runnable> committing(IdempotencyStore store) {
        return (CommitStore<Runnable>) store;
    }

    OperationBuilder<String, String> builder(IdempotencyStore store) {
        return fixture.operation(store).withoutFingerprint();
    }

    OperationBuilder<String, String> builder() {
        return builder(recording.store());
    }

    /** Builds an operation that adds its input to what ran, in the commit. */
    TransactionalOperation<String, String, Runnable> adding(
            OperationBuilder<String, String> builder, IdempotencyStore store) {
        return builder.transaction(committing(store), (input, context) -> {
            fixture.ran.add("body");
            return Transaction.of("did " + input, () -> fixture.ran.add(input));
        });
    }

    TransactionalOperation<String, String, Runnable> adding(OperationBuilder<String, String> builder) {
        return adding(builder, recording.store());
    }

    TransactionalOperation<String, String, Runnable> adding(FaultPlan plan) {
        IdempotencyStore faulty = FaultyStore.builder(recording.store(), plan)
                .waiting(fixture.clock)
                .build()
                .store();
        return adding(builder(faulty), faulty);
    }

    int effects() {
        return Collections.frequency(fixture.ran, "42");
    }

    int bodies() {
        return Collections.frequency(fixture.ran, "body");
    }

    /** Leaves a claim whose holder is gone. */
    IdempotencyRecord.InProgress lapsed() {
        IdempotencyRecord.InProgress held = fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        fixture.clock.advance(Duration.ofSeconds(30));
        recording.clear();
        return held;
    }
}
