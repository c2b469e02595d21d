// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static dev.semel.coretests.engine.Fixture.START;
import static dev.semel.coretests.engine.Fixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Body;
import dev.semel.Deadline;
import dev.semel.KeyParts;
import dev.semel.Operation;
import dev.semel.OperationTemplate;
import dev.semel.Outcome;
import dev.semel.PayloadMismatchException;
import dev.semel.UnverifiablePayloadException;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.EffectKey;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ExecutionTest {

    private final Fixture fixture = new Fixture();

    private final Operation<String, String> charge = fixture.operation().body((order, execution) -> {
        fixture.ran.add(order);
        return "receipt of " + order;
    });

    @Test
    void firstCallExecutesAndRecords() throws Exception {
        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt of 42");

        IdempotencyRecord.Completed record = (IdempotencyRecord.Completed) fixture.record("42");
        assertThat(record.windowEndsAt()).isEqualTo(START.plus(WINDOW));
        assertThat(record.claim().source()).isEqualTo("fixture");
        assertThat(fixture.ran).containsExactly("42");
    }

    @Test
    void duplicateReplaysWithoutExecuting() throws Exception {
        charge.run("42", IN_20_S);
        fixture.clock.advance(Duration.ofMinutes(5));

        Outcome<String> outcome = charge.tryRun("42", IN_20_S);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Replayed.class,
                        replayed -> assertThat(replayed.value()).isEqualTo("receipt of 42"));
        assertThat(fixture.ran).hasSize(1);
        assertThat(fixture.events(OperationEvent.Replayed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.age()).isEqualTo(Duration.ofMinutes(5)));
    }

    @Test
    void everyMillisecondAroundTheEndOfTheWindowReplaysOrExecutes() throws Exception {
        charge.run("42", IN_20_S);
        for (long millis = -20; millis <= 20; millis++) {
            Fixture one = new Fixture();
            Operation<String, String> operation = one.operation().body((order, execution) -> {
                one.ran.add(order);
                return "receipt";
            });
            operation.run("42", IN_20_S);
            one.clock.set(START.plus(WINDOW).plusMillis(millis));

            operation.run("42", IN_20_S);

            assertThat(one.ran).as("at %d ms", millis).hasSize(millis < 0 ? 1 : 2);
        }
    }

    @Test
    void nullAndEmptyResultsAreReplayed() throws Exception {
        Operation<String, String> nothing = fixture.operation().nullableResult().body((order, execution) -> {
            fixture.ran.add(order);
            return order.equals("null") ? null : "";
        });

        for (int call = 0; call < 2; call++) {
            assertThat(nothing.run("null", IN_20_S)).isNull();
            assertThat(nothing.run("empty", IN_20_S)).isEmpty();
        }

        assertThat(fixture.ran).containsExactly("null", "empty");
    }

    @Test
    void voidOperationsRunOnce() throws Exception {
        Operation<String, Void> mail = fixture.engine(fixture.records)
                .build()
                .operation("mail", String.class, Void.class)
                .key(input -> input)
                .body(Body.action((order, execution) -> fixture.ran.add(order)));

        assertThat(mail.run("42", IN_20_S)).isNull();
        assertThat(mail.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);

        assertThat(fixture.ran).hasSize(1);
    }

    @Test
    void bodyMayBeGivenPerCall() throws Exception {
        OperationTemplate<String, String> open = fixture.operation().build();

        assertThat(open.run("42", IN_20_S, (order, execution) -> "first")).isEqualTo("first");
        assertThat(open.run("42", IN_20_S, (order, execution) -> "second")).isEqualTo("first");
    }

    @Test
    void executionKnowsItsAttempt() throws Exception {
        AtomicReference<String> effectKey = new AtomicReference<>();
        Operation<String, String> operation = fixture.operation()
                .tenant(order -> "acme")
                .body((order, execution) -> {
                    assertThat(execution.attempt()).isEqualTo(1);
                    assertThat(execution.fencingToken()).isEqualTo(START.toEpochMilli());
                    assertThat(execution.key()).isEqualTo(new IdempotencyKey("acme", "charge", "42"));
                    assertThat(execution.deadline()).isEqualTo(START.plus(Duration.ofMillis(19_500)));
                    fixture.clock.advance(Duration.ofSeconds(5));
                    assertThat(execution.remaining()).isEqualTo(Duration.ofMillis(14_500));
                    fixture.clock.advance(Duration.ofMinutes(5));
                    assertThat(execution.remaining()).isZero();
                    effectKey.set(execution.effectKey("charge"));
                    return "receipt";
                });

        operation.run("42", IN_20_S);

        assertThat(effectKey.get())
                .isEqualTo(EffectKey.of(new IdempotencyKey("acme", "charge", "42"), "charge")
                        .value());
    }

    @Test
    void E2_anotherPayloadUnderTheSameKeyIsAMismatch() throws Exception {
        Operation<String, String> byPrefix = fixture.operation()
                .key(order -> order.substring(0, 2))
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    return "receipt";
                });
        byPrefix.run("42 for 10 EUR", IN_20_S);

        assertThat(byPrefix.tryRun("42 for 99 EUR", IN_20_S)).isInstanceOf(Outcome.Mismatch.class);
        assertThatThrownBy(() -> byPrefix.run("42 for 99 EUR", IN_20_S))
                .isInstanceOf(PayloadMismatchException.class)
                .hasMessageContaining("'charge'")
                .hasMessageContaining("another payload")
                .hasMessageNotContaining("EUR");
        assertThat(fixture.ran).hasSize(1);
        assertThat(fixture.events(OperationEvent.Mismatch.class)).hasSize(2);
    }

    @Test
    void E2_fingerprintOfAnotherAlgorithmIsRefusedOrAccepted() throws Exception {
        fixture.operation()
                .withoutFingerprint()
                .body((order, execution) -> "old")
                .run("42", IN_20_S);

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Unverifiable.class);
        assertThatThrownBy(() -> charge.run("42", IN_20_S)).isInstanceOf(UnverifiablePayloadException.class);
        assertThat(fixture.operation()
                        .acceptUnverifiable()
                        .body((order, execution) -> "new")
                        .run("42", IN_20_S))
                .isEqualTo("old");
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void fingerprintMayCoverAPartOnly() throws Exception {
        Operation<String, String> byPrefix = fixture.operation()
                .key(order -> order.substring(0, 2))
                .fingerprintOf(order -> order.substring(0, 2))
                .body((order, execution) -> "receipt of " + order);

        byPrefix.run("42 first", IN_20_S);

        assertThat(byPrefix.run("42 again", IN_20_S)).isEqualTo("receipt of 42 first");
    }

    @Test
    void tenantsAndOperationsDoNotShareKeys() throws Exception {
        fixture.operation().body((order, execution) -> "of nobody").run("42", IN_20_S);
        for (String tenant : new String[] {"a", "b"}) {
            fixture.operation()
                    .tenant(order -> tenant)
                    .body((order, execution) -> "of " + tenant)
                    .run("42", IN_20_S);
        }

        assertThat(fixture.operation()
                        .tenant(order -> "b")
                        .body((o, e) -> "new")
                        .run("42", IN_20_S))
                .isEqualTo("of b");
        assertThat(charge.run("42", IN_20_S)).isEqualTo("of nobody");
    }

    @Test
    void compositeKeysAreInjective() throws Exception {
        Operation<String, String> composite = fixture.operation()
                .key(KeyParts.composite(order -> order.split(",", -1)[0], order -> order.split(",", -1)[1]))
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    return order;
                });

        composite.run("a,bc", IN_20_S);
        composite.run("ab,c", IN_20_S);

        assertThat(fixture.ran).containsExactly("a,bc", "ab,c");
    }

    @Test
    void onReplayGivesAFreshValue() throws Exception {
        Operation<String, String> operation = fixture.operation()
                .onReplay((order, record) ->
                        "fresh " + order + " of attempt " + record.claim().attempt())
                .body((order, execution) -> "stored");

        assertThat(operation.run("42", IN_20_S)).isEqualTo("stored");
        assertThat(operation.run("42", IN_20_S)).isEqualTo("fresh 42 of attempt 1");
    }

    @Test
    void S12_resultThatCannotBeReadIsReportedNeverReExecuted() throws Exception {
        Operation<String, Integer> number = fixture.engine(fixture.records)
                .build()
                .operation("charge", String.class, Integer.class)
                .key(order -> order)
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    return 1;
                });
        charge.run("42", IN_20_S);

        Outcome<Integer> outcome = number.tryRun("42", IN_20_S);

        assertThat(outcome).isInstanceOf(Outcome.ResultUnavailable.class);
        assertThat(fixture.ran).hasSize(1);
        assertThat(fixture.events(OperationEvent.ResultUnavailable.class)).hasSize(1);
    }

    @Test
    void completionAfterTheLeaseLapsedStillCountsIfNobodyTookOver() throws Exception {
        Operation<String, String> slow = fixture.operation().body((order, execution) -> {
            fixture.clock.advance(Duration.ofMinutes(10));
            return "late";
        });

        assertThat(slow.tryRun("42", Deadline.within(Duration.ofSeconds(20)))).isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void E8_fencedCompletionIsClaimLostWithTheWinnersRecord() throws Exception {
        Operation<String, String> frozen = fixture.operation().body((order, execution) -> {
            fixture.clock.advance(Duration.ofMinutes(10));
            charge.run(order, IN_20_S);
            return "of the frozen attempt";
        });

        Outcome<String> outcome = frozen.tryRun("42", IN_20_S);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.ClaimLost.class, lost -> {
            assertThat(lost.value()).isEqualTo("of the frozen attempt");
            assertThat(lost.winner()).isEqualTo(fixture.record("42"));
        });
        assertThat(charge.run("42", IN_20_S)).isEqualTo("receipt of 42");
        assertThat(fixture.events(OperationEvent.Fenced.class)).hasSize(1);
    }

    @Test
    void liveLeaseOutlivesAShortWindow() throws Exception {
        Operation<String, String> shortWindow = fixture.operation()
                .dedupeWindow(Duration.ofSeconds(5))
                .body((order, execution) -> {
                    fixture.clock.advance(Duration.ofSeconds(60));
                    assertThat(charge.tryRun(order, IN_20_S)).isInstanceOf(Outcome.InProgress.class);
                    return "receipt";
                });

        assertThat(shortWindow.tryRun("42", Deadline.within(Duration.ofMinutes(10))))
                .isInstanceOf(Outcome.Executed.class);
    }

    @Test
    void recordOfAnotherClaimantIsLeftAlone() throws Exception {
        Instant before = fixture.clock.instant();
        IdempotencyRecord held = fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofMinutes(1));

        fixture.operation().withoutFingerprint().body((o, e) -> "x").tryRun("42", IN_20_S);

        assertThat(fixture.clock.instant()).isEqualTo(before);
        assertThat(fixture.record("42")).isEqualTo(held);
    }

    @Test
    void storedResultIsTheCodecsBytes() throws Exception {
        charge.run("42", IN_20_S);

        StoredResult result = ((IdempotencyRecord.Completed) fixture.record("42")).result();

        assertThat(result).isEqualTo(new StoredResult.Success(Blob.utf8("receipt of 42")));
    }
}
