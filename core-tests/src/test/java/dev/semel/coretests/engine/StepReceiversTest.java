// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Reconciliation;
import dev.semel.UnknownEffectException;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.TypeRef;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteRequest;
import dev.semel.step.Receiver;
import dev.semel.step.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps whose effect has a receiver: its memory decides whether an effect may be repeated, its form what a key is. */
final class StepReceiversTest {

    private final Fixture fixture = new Fixture();

    private Operation<String, String> toStripe(OperationBuilder<String, String> builder, Duration freeze) {
        return builder.body((order, execution) ->
                execution.step(Step.named("pay").sentTo(Receiver.stripe()), TypeRef.of(String.class), effect -> {
                    fixture.ran.add("pay#" + effect.attempt());
                    if (effect.attempt() == 1) {
                        fixture.clock.advance(freeze);
                        throw new IOException("timed out");
                    }
                    return "payment";
                }));
    }

    @Test
    void effectIsRepeatedWhileItsReceiverRemembers() throws Exception {
        Operation<String, String> operation = toStripe(fixture.operation(), Duration.ofHours(23));

        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(IOException.class);

        assertThat(operation.run("42", IN_20_S)).isEqualTo("payment");
    }

    @Test
    void effectIsNotRepeatedOnceItsReceiverMayHaveForgotten() {
        Operation<String, String> operation =
                toStripe(fixture.operation().retention(Duration.ofDays(7)), Duration.ofHours(24));
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> operation.run("42", IN_20_S))
                .isInstanceOf(UnknownEffectException.class)
                .hasMessageContaining("Stripe");

        assertThat(fixture.ran).containsExactly("pay#1");
        assertThat(fixture.record("42")).isInstanceOf(IdempotencyRecord.Quarantined.class);
    }

    @Test
    void permissionToReExecuteRepeatsAForgottenEffect() throws Exception {
        Operation<String, String> operation =
                toStripe(fixture.operation().retention(Duration.ofDays(7)), Duration.ofHours(24));
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(UnknownEffectException.class);
        IdempotencyRecord.Quarantined parked = (IdempotencyRecord.Quarantined) fixture.record("42");

        fixture.records.resolve(
                new WriteRequest.Resolve(
                        Fixture.key("42"), parked.claim().id(), new WriteRequest.Resolution.ReExecute(Fixture.WINDOW)),
                fixture.call());

        assertThat(operation.run("42", IN_20_S)).isEqualTo("payment");
    }

    @Test
    void reconcilerThatLookedLiftsTheRefusal() throws Exception {
        Operation<String, String> operation = toStripe(
                fixture.operation()
                        .retention(Duration.ofDays(7))
                        .onUnknownOutcome(
                                UnknownOutcomePolicy.reconcile((o, evidence) -> Reconciliation.notExecuted())),
                Duration.ofHours(24));
        assertThatThrownBy(() -> operation.run("42", IN_20_S)).isInstanceOf(IOException.class);

        assertThat(operation.run("42", IN_20_S)).isEqualTo("payment");
    }

    @Test
    void effectKeysTakeTheFormOfTheirReceiver() {
        EffectKey key = EffectKey.of(Fixture.key("42"), "pay");

        assertThat(Receiver.dynamoDbTransaction().keyOf(key.value()))
                .hasSize(36)
                .isEqualTo(key.uuid().toString());
        assertThat(List.of(
                        Receiver.stripe(),
                        Receiver.idempotencyKeyHeader(),
                        Receiver.awsClientToken(),
                        Receiver.stepFunctionsExecution(),
                        Receiver.durableExecution(),
                        Receiver.sqsFifo(),
                        Receiver.snsFifo()))
                .allSatisfy(receiver -> assertThat(receiver.keyOf(key.value()))
                        .hasSizeLessThanOrEqualTo(receiver.maxLength())
                        .matches("[0-9a-f-]+"));
    }

    @Test
    void effectKeysMayBePerGeneration() throws Exception {
        Operation<String, String> yearly =
                fixture.operation().effectKeysPerGeneration().body((order, execution) -> execution.effectKey("pay"));
        String first = yearly.run("42", IN_20_S);
        fixture.clock.advance(Fixture.WINDOW);

        assertThat(yearly.run("42", IN_20_S)).isNotEqualTo(first);
        assertThat(fixture.operation().body((o, e) -> e.effectKey("pay")).run("43", IN_20_S))
                .isEqualTo(EffectKey.of(Fixture.key("43"), "pay").value());
    }
}
