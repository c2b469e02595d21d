// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.Transaction;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An operation covers the time within which its source may deliver again. */
final class SourceHorizonTest {

    private static final Duration FOUR_DAYS = Duration.ofDays(4);

    private final Fixture fixture = new Fixture();

    private OperationBuilder<String, String> builder() {
        return fixture.engine(fixture.records)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order);
    }

    private static Operation<String, String> charge(OperationBuilder<String, String> builder) {
        return builder.body((order, execution) -> "receipt " + execution.attempt());
    }

    @Test
    void defaultWindowIsLengthenedToTheHorizon() throws Exception {
        Operation<String, String> charge = charge(builder());
        Operation<String, String> covering = charge.covering("SQS", FOUR_DAYS);

        assertThat(charge.dedupeWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(covering.dedupeWindow()).isEqualTo(FOUR_DAYS);
        assertThat(fixture.events).isEmpty();

        covering.run("42", IN_20_S);
        fixture.clock.advance(FOUR_DAYS.minusSeconds(1));
        assertThat(covering.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThat(covering.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
    }

    /** Else an unfinished record would be gone before its source delivers again. */
    @Test
    void retentionIsNotShorterThanTheLengthenedWindow() {
        Operation<String, String> charge = builder()
                .retention(Duration.ofDays(2))
                .body((order, execution) -> {
                    throw new IllegalStateException("timed out");
                });
        assertThatThrownBy(() -> charge.covering("SQS", FOUR_DAYS).run("42", IN_20_S))
                .hasMessage("timed out");

        fixture.clock.advance(FOUR_DAYS.minusMinutes(1));

        assertThat(((IdempotencyRecord.Known) fixture.record("42")).isExpired(fixture.clock.instant()))
                .isFalse();
    }

    @Test
    void windowOfTheUserStaysAndIsReportedIfItIsShorter() {
        Operation<String, String> charge = charge(builder().dedupeWindow(Duration.ofDays(3)));

        assertThat(charge.covering("SQS", FOUR_DAYS).dedupeWindow()).isEqualTo(Duration.ofDays(3));
        assertThat(charge.covering("SQS", Duration.ofDays(3)).dedupeWindow()).isEqualTo(Duration.ofDays(3));

        assertThat(fixture.events)
                .containsExactly(new OperationEvent.WindowTooShort("charge", "SQS", Duration.ofDays(3), FOUR_DAYS));
    }

    @Test
    void severalSourcesGetTheLongestOfTheirHorizons() {
        Operation<String, String> charge = charge(builder());

        assertThat(charge.covering("SQS", FOUR_DAYS)
                        .covering("EventBridge", Duration.ofDays(1))
                        .dedupeWindow())
                .isEqualTo(FOUR_DAYS);
    }

    @Test
    void transactionalOperationCoversItToo() {
        assertThat(builder()
                        .transaction(fixture.records, (order, context) -> Transaction.of(order, () -> {}))
                        .covering("SQS", FOUR_DAYS)
                        .dedupeWindow())
                .isEqualTo(FOUR_DAYS);
    }

    @Test
    void horizonBeyondTenYearsIsRefused() {
        Operation<String, String> charge = charge(builder());

        assertThatThrownBy(() -> charge.covering("tape", Duration.ofDays(36_500)))
                .hasMessageContainingAll("'charge'", "dedupeWindow");
    }
}
