// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.UnknownOutcomePolicy.quarantine;
import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static dev.semel.coretests.engine.Fixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.DeadlineTooShortException;
import dev.semel.FailureRule;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.SemelException;
import dev.semel.Transaction;
import dev.semel.codec.FailureCodec;
import dev.semel.event.OperationEvent;
import dev.semel.model.Certainty;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.StoreCall;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ForwardingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each call tells its listeners what became of it, once and in order, with the attempt of the record. */
final class ToldEventsTest {

    private final Fixture fixture = new Fixture();

    private long fence(String value) {
        return ((IdempotencyRecord.Known) fixture.record(value)).claim().fence();
    }

    private Operation<String, String> charge() {
        return charge(fixture.operation());
    }

    private Operation<String, String> charge(OperationBuilder<String, String> builder) {
        return charge(builder, () -> fixture.clock.advance(Duration.ofSeconds(1)));
    }

    private Operation<String, String> charge(OperationBuilder<String, String> builder, Runnable meanwhile) {
        return builder.withoutFingerprint()
                .onFailure(FailureRule.finalFor("refused", IOException.class, FailureCodec.message(IOException::new)))
                .body((order, execution) -> {
                    meanwhile.run();
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
    void duplicateThatIsRefusedIsTold() {
        IdempotencyRecord.InProgress other = fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        IdempotencyRecord.Quarantined parked = new IdempotencyRecord.Quarantined(
                other.claim(), Fingerprint.NONE, 2, "no trace", Fixture.START, List.of());
        Map<ClaimVerdict, OperationEvent> events = Map.of(
                new ClaimVerdict.Mismatch(other), new OperationEvent.Mismatch(key("42")),
                new ClaimVerdict.Unverifiable(other), new OperationEvent.Unverifiable(key("42"), "none"),
                new ClaimVerdict.Quarantined(parked), new OperationEvent.Quarantined(key("42")),
                new ClaimVerdict.Unreadable(new IdempotencyRecord.Unreadable("format 9")),
                        new OperationEvent.Unreadable(key("42")));
        events.forEach((verdict, event) -> {
            fixture.events.clear();
            Operation<String, String> charge = charge(fixture.operation(new ForwardingStore(fixture.records) {
                @Override
                public ClaimVerdict claim(ClaimRequest request, StoreCall call) {
                    return verdict;
                }
            }));

            assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(SemelException.class);

            assertThat(fixture.events).containsExactly(event);
        });
    }

    @Test
    void claimThatCameTooLateIsReleased() {
        Duration late = Duration.ofSeconds(20);
        Operation<String, String> charge = charge(fixture.operation(FaultyStore.builder(
                        fixture.records,
                        (method, request) ->
                                method.equals("claim") ? new Fault.Delay(Duration.ZERO, late) : new Fault.None())
                .waiting(fixture.clock)
                .build()
                .store()));

        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(DeadlineTooShortException.class);

        assertThat(fixture.events)
                .containsExactly(
                        new OperationEvent.Claimed(key("42"), 1, fence("42"), Certainty.NOT_STARTED, late),
                        new OperationEvent.Released(key("42"), 1, Certainty.NOT_STARTED));
    }

    /** Each write that a stale attempt tries is named. */
    @ParameterizedTest
    @CsvSource({
        "done, false, complete",
        "declined, false, complete",
        "broken, false, release",
        "broken, true, quarantine"
    })
    void writeOfALostClaimIsFenced(String order, boolean parks, String write) {
        OperationBuilder<String, String> builder = fixture.operation();
        Operation<String, String> charge = charge(parks ? builder.onUnknownOutcome(quarantine()) : builder, () -> {
            fixture.clock.advance(Duration.ofSeconds(22));
            fixture.claimByAnother(order, Fingerprint.NONE, Duration.ofSeconds(30));
        });

        assertThatThrownBy(() -> charge.run(order, IN_20_S)).isNotNull();

        assertThat(fixture.events).last().isEqualTo(new OperationEvent.Fenced(key(order), 1, write));
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
