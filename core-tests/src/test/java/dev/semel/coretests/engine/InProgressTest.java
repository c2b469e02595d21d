// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static dev.semel.coretests.engine.Fixture.SKEW;
import static dev.semel.coretests.engine.Fixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Deadline;
import dev.semel.InProgressPolicy;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.OperationInProgressException;
import dev.semel.Outcome;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.StoreCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class InProgressTest {

    private final Fixture fixture = new Fixture();

    private Operation<String, String> charge(OperationBuilder<String, String> builder) {
        return builder.withoutFingerprint().body((order, execution) -> {
            fixture.ran.add(order);
            return "attempt " + execution.attempt();
        });
    }

    @Test
    void failsFastByDefault() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        Operation<String, String> charge = charge(fixture.operation());

        assertThat(charge.tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.InProgress.class,
                        held -> assertThat(held.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isInstanceOfSatisfying(
                        OperationInProgressException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(fixture.clock.waits()).isEmpty();
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void waitsUpToTheLimitAndNoLonger() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));

        Outcome<String> outcome = charge(
                        fixture.operation().onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(5))))
                .tryRun("42", IN_20_S);

        assertThat(outcome).isInstanceOf(Outcome.InProgress.class);
        assertThat(fixture.clock.instant()).isEqualTo(START.plusSeconds(5));
        assertThat(fixture.clock.waits()).hasSizeBetween(6, 20);
        assertThat(fixture.events(OperationEvent.InProgress.class)).hasSize(1);
    }

    @Test
    void waitsUpToTheLimitWithoutADeadlineToo() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofMinutes(5));

        assertThat(charge(fixture.operation()
                                .lease(Duration.ofSeconds(30))
                                .onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(5))))
                        .tryRun("42"))
                .isInstanceOf(Outcome.InProgress.class);

        assertThat(fixture.clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void waitsNoLongerThanTheDeadlineAllows() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofMinutes(5));

        charge(fixture.operation().onInProgress(InProgressPolicy.waitUpTo(Duration.ofMinutes(2))))
                .tryRun("42", IN_20_S);

        assertThat(fixture.clock.instant()).isEqualTo(START.plusSeconds(20).minusMillis(501));
    }

    /** A thread may sleep for longer than it asked; then no time is left to claim again. */
    @Test
    void waitingThatTookAllTheTimeAnswersFromTheRecordSeenLast() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofMinutes(5));
        Operation<String, String> charge = charge(fixture.engine(fixture.records)
                .waiting(pause -> fixture.clock.advance(Duration.ofSeconds(20)))
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .onInProgress(InProgressPolicy.waitUpTo(Duration.ofMinutes(2))));

        assertThat(charge.tryRun("42", IN_20_S))
                .isInstanceOfSatisfying(
                        Outcome.InProgress.class,
                        held -> assertThat(held.retryAfter()).isEqualTo(Duration.ofSeconds(280)));
        assertThat(fixture.events(OperationEvent.InProgress.class)).hasSize(1);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void takesOverAtTheMillisecondTheLeaseLapses() throws Exception {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofMillis(1234));

        String result = charge(fixture.operation().onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(10))))
                .run("42", IN_20_S);

        assertThat(result).isEqualTo("attempt 2");
        assertThat(fixture.clock.instant()).isBetween(START.plusMillis(1234), START.plusMillis(1235));
    }

    @Test
    void replaysWhenTheOtherCompletes() throws Exception {
        IdempotencyRecord.InProgress held = fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        Operation<String, String> charge = fixture.engine(fixture.records)
                .waiting(pause -> {
                    fixture.clock.advance(pause);
                    fixture.records.complete(
                            new WriteRequest.Complete(
                                    Fixture.key("42"),
                                    held.claim().id(),
                                    new StoredResult.Success(Blob.utf8("of the other")),
                                    Fixture.WINDOW),
                            new StoreCall(fixture.clock.instant(), Duration.ofSeconds(1)));
                })
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(10)))
                .body((order, execution) -> "mine");

        assertThat(charge.tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
    }

    @Test
    void interruptWhileWaitingExecutesNothing() {
        fixture.claimByAnother("42", Fingerprint.NONE, Duration.ofSeconds(30));
        Operation<String, String> charge =
                charge(fixture.operation().onInProgress(InProgressPolicy.waitUpTo(Duration.ofSeconds(5))));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> charge.tryRun("42", IN_20_S)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.ran).isEmpty();
    }

    @Test
    void E4_leaseCoversTheDeadlineAndTheSkew() throws Exception {
        Operation<String, String> charge = fixture.operation().body((order, execution) -> {
            IdempotencyRecord.InProgress record = (IdempotencyRecord.InProgress) fixture.record(order);
            assertThat(record.leaseExpiresAt())
                    .isEqualTo(START.plus(Duration.ofSeconds(20)).plus(SKEW));
            return "receipt";
        });

        charge.run("42", Deadline.at(START.plusSeconds(20)));
    }

    @Test
    void E4_declaredLeaseNeverShortensTheDeadlines() throws Exception {
        Operation<String, String> charge = fixture.operation()
                .lease(Duration.ofSeconds(10))
                .body((order, execution) -> {
                    IdempotencyRecord.InProgress record = (IdempotencyRecord.InProgress) fixture.record(order);
                    return Duration.between(START, record.leaseExpiresAt()).toString();
                });

        assertThat(charge.run("short deadline", Deadline.within(Duration.ofSeconds(3))))
                .isEqualTo("PT10S");
        assertThat(charge.run("long deadline", IN_20_S)).isEqualTo("PT22S");
        assertThat(charge.run("no deadline")).isEqualTo("PT10S");
    }
}
