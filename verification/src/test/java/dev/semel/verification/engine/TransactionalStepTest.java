// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.engine;

import static dev.semel.verification.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.model.EffectKey;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.RecordingStore;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** The writes of a transactional step, when its window is over and when another transaction is in their way. */
final class TransactionalStepTest {

    private final Fixture fixture = new Fixture();
    private final RecordingStore recording = RecordingStore.over(fixture.records);

    /** Builds an operation of one step, whose write says under which effect key it was made. */
    private Operation<String, String> reserving(IdempotencyStore store) {
        @SuppressWarnings("unchecked") // an InMemoryStore is behind each
        CommitStore<Runnable> committing = (CommitStore<Runnable>) store;
        return fixture.operation(store)
                .body((order, execution) -> execution.transactionalStep(
                        "reserve",
                        String.class,
                        committing,
                        effect -> Transaction.of("reserved", () -> fixture.ran.add(effect.key()))));
    }

    @Test
    void writesOfAStepAreMadeAgainAfterTheWindow() throws Exception {
        Operation<String, String> operation = reserving(fixture.records);
        String key = EffectKey.of(Fixture.key("42"), "reserve").value();
        operation.run("42", IN_20_S);
        fixture.clock.set(Fixture.START.plus(Fixture.WINDOW).minusMillis(1));
        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).containsExactly(key);

        fixture.clock.advance(Fixture.SKEW);

        assertThat(operation.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(fixture.ran).containsExactly(key, key);
    }

    @Test
    void writesOfAStepThatConflictAreTriedAgainAndMadeOnce() throws Exception {
        FaultPlan conflicts = FaultPlan.script(new Fault.FailBefore(), new Fault.FailBefore());
        IdempotencyStore conflicting = FaultyStore.builder(
                        recording.store(),
                        (method, request) ->
                                method.equals("checkpoint") ? conflicts.next(method, request) : new Fault.None())
                .waiting(fixture.clock)
                .build()
                .store();

        assertThat(reserving(conflicting).run("42", IN_20_S)).isEqualTo("reserved");

        assertThat(fixture.ran).hasSize(1);
        assertThat(fixture.clock.instant()).isAfter(Fixture.START); // it waited between its tries
        assertThat(Collections.frequency(recording.methods(), "checkpoint")).isEqualTo(1);
    }
}
