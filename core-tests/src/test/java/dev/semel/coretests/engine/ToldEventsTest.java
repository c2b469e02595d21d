// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static dev.semel.coretests.engine.Fixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.FailureRule;
import dev.semel.Operation;
import dev.semel.Transaction;
import dev.semel.codec.FailureCodec;
import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each call tells its listeners what became of it, once and in order, with the attempt of the record. */
final class ToldEventsTest {

    private final Fixture fixture = new Fixture();

    private long fence(String value) {
        return ((IdempotencyRecord.Known) fixture.record(value)).claim().fence();
    }

    private Operation<String, String> charge() {
        return fixture.operation()
                .withoutFingerprint()
                .onFailure(FailureRule.finalFor("refused", IOException.class, FailureCodec.message(IOException::new)))
                .body((order, execution) -> {
                    fixture.clock.advance(Duration.ofSeconds(1));
                    if (order.startsWith("declined")) {
                        throw new IOException(order);
                    }
                    if (order.startsWith("broken")) {
                        throw new IllegalStateException(order);
                    }
                    return "did " + order;
                });
    }

    @Test
    void firstExecutionIsClaimedAndExecuted_andItsDuplicateReplayed() throws Exception {
        charge().run("42", IN_20_S);
        charge().run("42", IN_20_S);

        assertThat(fixture.events)
                .containsExactly(
                        new OperationEvent.Claimed(key("42"), 1, fence("42"), Certainty.NOT_STARTED, Duration.ZERO),
                        new OperationEvent.Executed(key("42"), 1, Duration.ofSeconds(1), Duration.ZERO),
                        new OperationEvent.Replayed(key("42"), 1, Duration.ZERO, false));
    }

    @Test
    void finalFailureIsTold_andItsReplay() {
        assertThatThrownBy(() -> charge().run("declined", IN_20_S)).hasMessage("declined");
        assertThatThrownBy(() -> charge().run("declined", IN_20_S)).hasMessage("declined");

        assertThat(fixture.events)
                .containsExactly(
                        new OperationEvent.Claimed(
                                key("declined"), 1, fence("declined"), Certainty.NOT_STARTED, Duration.ZERO),
                        new OperationEvent.FinallyFailed(key("declined"), 1, "refused", false),
                        new OperationEvent.FinallyFailed(key("declined"), 1, "refused", true));
    }

    @Test
    void failureIsReleased() {
        assertThatThrownBy(() -> charge().run("broken", IN_20_S)).hasMessage("broken");

        assertThat(fixture.events)
                .containsExactly(
                        new OperationEvent.Claimed(
                                key("broken"), 1, fence("broken"), Certainty.NOT_STARTED, Duration.ZERO),
                        new OperationEvent.Released(key("broken"), 1, Certainty.UNKNOWN));
    }

    @Test
    void transactionIsExecuted_andItsDuplicateReplayed() throws Exception {
        var committed = fixture.operation()
                .withoutFingerprint()
                .transaction(fixture.records, (order, context) -> Transaction.of("did " + order, () -> {}));
        committed.run("42", IN_20_S);
        committed.run("42", IN_20_S);

        assertThat(fixture.events)
                .containsExactly(
                        new OperationEvent.Executed(key("42"), 1, Duration.ZERO, Duration.ZERO),
                        new OperationEvent.Replayed(key("42"), 1, Duration.ZERO, false));
    }
}
