// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Outcome;
import dev.semel.model.Blob;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages are stored with their record, and sent until one sending returned. */
@ExtendWith(Databases.class)
class JdbcOutboxTest {

    private static final Deadline SOON = Deadline.within(Duration.ofSeconds(30));
    private static final Duration SENDING = Duration.ofMillis(1);

    private final Databases.Started databases;
    private final String order = "order-" + UUID.randomUUID();
    private final List<OutboxMessage> sent = new ArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();

    JdbcOutboxTest(Databases.Started databases) {
        this.databases = databases;
    }

    private void send(OutboxMessage message) {
        sent.add(message);
        if (broken.get()) {
            throw new IllegalStateException("the broker is away");
        }
    }

    private JdbcOperation<String, String> charge(JdbcStore store, JdbcOutbox outbox, boolean fails) {
        return store.operation(
                        Idempotency.builder(store)
                                .withoutLog()
                                .build()
                                .operation("charge", String.class, String.class)
                                .key(value -> value)
                                .build(),
                        (value, connection, execution) -> {
                            execution.send("mail", Blob.utf8("mail for " + value));
                            execution.send("audit", Blob.utf8("audit of " + value));
                            if (fails) {
                                throw new IllegalStateException("no");
                            }
                            return "receipt";
                        })
                .sending(outbox);
    }

    private static StoreCall now() {
        return new StoreCall(Instant.now(), Duration.ofSeconds(10));
    }

    /** Calls until the time of the last sending is over, which is a millisecond. */
    private int swept(JdbcOutbox outbox) {
        int swept = outbox.sweep(100, now());
        while (swept == 0) {
            swept = outbox.sweep(100, now());
        }
        return swept;
    }

    @ParameterizedTest
    @EnumSource
    void messagesAreSentAfterTheCommitAndOnce(Databases.Kind kind) throws Exception {
        JdbcStore store = databases.store(kind, "outboxes");
        JdbcOutbox outbox = store.outbox(this::send, SENDING);
        JdbcOperation<String, String> charge = charge(store, outbox, false);
        charge.run(order, SOON);
        assertThat(sent).extracting(OutboxMessage::name).containsExactly("audit", "mail");
        assertThat(sent.get(1).payload()).isEqualTo(Blob.utf8("mail for " + order));
        charge.run(order, SOON);
        assertThat(outbox.sweep(100, now())).isZero();
        assertThat(sent).hasSize(2);
    }

    /** A call that nothing guards still commits its messages with its effects. */
    @ParameterizedTest
    @EnumSource
    void messagesOfAnExecutionWithoutAGuardAreSentToo(Databases.Kind kind) throws Exception {
        JdbcStore store = databases.store(kind, "outboxes");
        JdbcOutbox outbox = store.outbox(this::send, SENDING);
        JdbcOperation<String, String> charge = store.operation(
                        Idempotency.builder(store)
                                .withoutLog()
                                .build()
                                .operation("charge", String.class, String.class)
                                .key(value -> value)
                                .killSwitch(() -> true)
                                .build(),
                        (value, connection, execution) -> {
                            execution.send("mail", Blob.utf8("mail for " + value));
                            return "receipt";
                        })
                .sending(outbox);
        for (int run = 1; run <= 2; run++) {
            assertThat(charge.tryRun(order, SOON)).isInstanceOf(Outcome.Bypassed.class);
            assertThat(sent).as("each execution sends its own").hasSize(run);
        }
        assertThat(outbox.sweep(100, now())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotSentIsSentAgainWithTheSameEffectKey(Databases.Kind kind) throws Exception {
        JdbcStore store = databases.store(kind, "outboxes");
        JdbcOutbox outbox = store.outbox(this::send, SENDING);
        broken.set(true);
        assertThat(charge(store, outbox, false).run(order, SOON)).isEqualTo("receipt");
        broken.set(false);
        assertThat(swept(outbox)).isPositive();
        while (sent.size() < 4) {
            outbox.sweep(100, now());
        }
        assertThat(sent.subList(2, 4))
                .extracting(OutboxMessage::effectKey)
                .containsExactlyInAnyOrder(sent.get(0).effectKey(), sent.get(1).effectKey());
        assertThat(outbox.sweep(100, now())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aDuplicateSendsWhatWasNotSent(Databases.Kind kind) throws Exception {
        JdbcStore store = databases.store(kind, "outboxes");
        JdbcOutbox outbox = store.outbox(this::send, SENDING);
        broken.set(true);
        JdbcOperation<String, String> charge = charge(store, outbox, false);
        charge.run(order, SOON);
        broken.set(false);
        while (sent.size() < 4) {
            charge.run(order, SOON);
        }
        assertThat(sent).extracting(OutboxMessage::name).contains("audit", "mail");
        assertThat(outbox.sweep(100, now())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aFailedBodyLeavesNoMessage(Databases.Kind kind) {
        JdbcStore store = databases.store(kind, "outboxes");
        JdbcOutbox outbox = store.outbox(this::send, SENDING);
        try {
            charge(store, outbox, true).run(order, SOON);
        } catch (Exception expected) {
            assertThat(expected).hasMessage("no");
        }
        assertThat(outbox.sweep(100, now())).isZero();
        assertThat(sent).isEmpty();
    }
}
