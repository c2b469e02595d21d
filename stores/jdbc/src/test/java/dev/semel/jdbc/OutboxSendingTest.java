// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static dev.semel.jdbc.OperationScene.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Outcome;
import dev.semel.StoreUnavailableException;
import dev.semel.model.Blob;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failure after a commit changes nothing for its caller, and no message is in two hands. */
@ExtendWith(Databases.class)
class OutboxSendingTest {

    private static final Duration SENDING = Duration.ofSeconds(2);

    private final Databases.Started databases;
    private final AtomicInteger table = new AtomicInteger();

    OutboxSendingTest(Databases.Started databases) {
        this.databases = databases;
    }

    private OperationScene scene(Databases.Kind kind) {
        return scene(kind, new AtomicLong());
    }

    /** A scene with a table of its own, under a clock of timeouts that stands still. */
    private OperationScene scene(Databases.Kind kind, AtomicLong nanos) {
        String name = "sending_" + System.identityHashCode(this) + "_" + table.incrementAndGet();
        return OperationScene.of(
                databases, kind, settings -> settings.table(name).ticker(nanos::get));
    }

    private static JdbcOperation<String, String> charge(OperationScene scene, JdbcOutbox outbox, String... names) {
        return scene.charge((order, connection, execution) -> {
                    for (String name : names) {
                        execution.send(name, Blob.utf8(name));
                    }
                    return "receipt";
                })
                .sending(outbox);
    }

    private static StoreCall at(Instant moment) {
        return new StoreCall(moment, Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource
    void E8_whateverASenderThrowsTheCallerHasItsResult(Databases.Kind kind) throws Exception {
        List<Throwable> thrown = List.of(
                new StackOverflowError("sender"),
                new AssertionError("sender"),
                new NoClassDefFoundError("sender"),
                new IOException("sender"),
                new IllegalStateException("sender"));
        OperationScene scene = scene(kind);
        for (Throwable failure : thrown) {
            List<String> tried = new ArrayList<>();
            JdbcOutbox broken = scene.store()
                    .outbox(
                            message -> {
                                tried.add(message.name());
                                throw OutboxSendingTest.<Exception>sneaky(failure);
                            },
                            SENDING);
            String order = scene.mark() + failure.getClass();
            assertThat(charge(scene, broken, "a", "b").run(order, SOON)).isEqualTo("receipt");
            assertThat(tried).containsExactly("a", "b");
            assertThat(scene.marks().of(order)).isEqualTo(1);
            assertThat(broken.sweep(100, at(Instant.now().plus(SENDING.multipliedBy(2)))))
                    .as("a sweep goes on too")
                    .isZero();
        }
        JdbcOutbox mended = scene.store().outbox(message -> {}, SENDING);
        assertThat(mended.sweep(100, at(Instant.now().plus(SENDING.multipliedBy(10)))))
                .isEqualTo(2 * thrown.size());
    }

    /** A message that a database without strict mode cut, or that another program wrote. */
    @ParameterizedTest
    @EnumSource
    void aMessageThatCannotBeReadKeepsNoneBehindIt(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        JdbcOutbox broken = scene.store()
                .outbox(
                        message -> {
                            throw new IOException("away");
                        },
                        SENDING);
        String order = scene.mark() + "unreadable";
        assertThat(charge(scene, broken, "a", "b").run(order, SOON)).isEqualTo("receipt");
        try (Connection connection = scene.pool().getConnection()) {
            OperationScene.execute(
                    connection,
                    "UPDATE sending_" + System.identityHashCode(this) + "_" + table.get()
                            + "_outbox SET name = 'cut%00' WHERE name = 'a'");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
        List<String> sent = new ArrayList<>();
        JdbcOutbox mended = scene.store().outbox(message -> sent.add(message.name()), SENDING);
        for (int sweep = 1; sweep <= 3; sweep++) {
            mended.sweep(1, at(Instant.now().plus(SENDING.multipliedBy(3L * sweep))));
        }
        assertThat(sent).containsExactly("b");
        assertThat(charge(scene, mended, "a", "b").run(order, SOON))
                .as("a duplicate too")
                .isEqualTo("receipt");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @ParameterizedTest
    @EnumSource
    void E8_anInterruptedSenderEndsTheSendingAndNotTheCall(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        List<String> tried = new ArrayList<>();
        JdbcOutbox interrupted = scene.store()
                .outbox(
                        message -> {
                            tried.add(message.name());
                            throw new InterruptedException();
                        },
                        SENDING);
        assertThat(charge(scene, interrupted, "a", "b").run(scene.mark(), SOON)).isEqualTo("receipt");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tried).containsExactly("a");
        assertThat(scene.store()
                        .outbox(message -> {}, SENDING)
                        .sweep(100, at(Instant.now().plus(SENDING.multipliedBy(2)))))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void E8_aConnectionThatCannotBeGivenBackDoesNotUndoTheCommit(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        JdbcOutbox outbox = scene.store().outbox(message -> {}, SENDING);
        List<Throwable> thrown =
                List.of(new SQLException("pool"), new IllegalStateException("pool"), new NoClassDefFoundError("pool"));
        for (Throwable failure : thrown) {
            String order = scene.mark() + failure.getClass();
            int before = scene.runs().get();
            scene.pool().onGivenBack(() -> {
                scene.pool().onGivenBack(() -> {});
                throw OutboxSendingTest.<SQLException>sneaky(failure);
            });
            assertThat(charge(scene, outbox, "a").tryRun(order, SOON)).isInstanceOf(Outcome.Executed.class);
            assertThat(scene.runs()).hasValue(before + 1);
            assertThat(scene.marks().of(order)).isEqualTo(1);
        }
        assertThat(outbox.sweep(100, at(Instant.now().plus(SENDING)))).isZero();
    }

    /** A sending that takes long must not take the time of the messages behind it. */
    @ParameterizedTest
    @EnumSource
    void aMessageIsNeverInTwoHands(Databases.Kind kind) throws Exception {
        AtomicLong nanos = new AtomicLong();
        OperationScene scene = scene(kind, nanos);
        Instant start = Instant.now().plusSeconds(60);
        List<String> sent = new ArrayList<>();
        JdbcOutbox other = scene.store().outbox(message -> sent.add("other " + message.name()), SENDING);
        JdbcOutbox slow = scene.store()
                .outbox(
                        message -> {
                            nanos.addAndGet(SENDING.toNanos() * 3 / 4);
                            other.sweep(1, at(start.plusNanos(nanos.get())));
                            sent.add(message.name());
                        },
                        SENDING);
        JdbcOutbox broken = scene.store()
                .outbox(
                        message -> {
                            throw new IOException("away");
                        },
                        Duration.ofMillis(1));
        charge(scene, broken, "a", "b", "c", "d", "e").run(scene.mark(), SOON);
        slow.sweep(100, at(start));
        assertThat(sent).doesNotHaveDuplicates();
        assertThat(sent.stream().map(name -> name.replace("other ", "")))
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    }

    @ParameterizedTest
    @EnumSource
    void aSweepTriesTheMessagesOfARecordInTheOrderOfTheirNames(Databases.Kind kind) throws Exception {
        OperationScene scene = scene(kind);
        JdbcOutbox broken = scene.store()
                .outbox(
                        message -> {
                            throw new InterruptedException();
                        },
                        Duration.ofMillis(1));
        String[] names = {"h", "c", "a", "g", "b", "f", "d", "e"};
        scene.inTransaction(connection -> charge(scene, broken, names).runIn(connection, scene.mark(), SOON));
        List<String> sent = new ArrayList<>();
        assertThat(scene.store()
                        .outbox(message -> sent.add(message.name()), SENDING)
                        .sweep(100, at(Instant.now())))
                .isEqualTo(names.length);
        assertThat(sent).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
    }

    // ---- results that cannot be kept ----

    @ParameterizedTest
    @EnumSource
    void S10_aResultThatIsTooLargeCommitsNothing(Databases.Kind kind) throws Exception {
        OperationScene scene = OperationScene.of(databases, kind, settings -> settings.largestValue(1_000));
        List<String> sent = new ArrayList<>();
        JdbcOutbox outbox = scene.store().outbox(message -> sent.add(message.name()), SENDING);
        JdbcOperation<String, String> charge = scene.charge((order, connection, execution) -> {
                    execution.send("mail", Blob.utf8("mail"));
                    return "x".repeat(2_000);
                })
                .sending(outbox);
        for (int run = 1; run <= 2; run++) {
            assertThatThrownBy(() -> charge.tryRun(scene.mark(), SOON))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("was not executed")
                    .hasMessageContaining("return a smaller result")
                    .cause()
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.TOO_LARGE));
        }
        scene.inTransaction(connection -> assertThatThrownBy(() -> charge.runIn(connection, scene.mark(), SOON))
                .isInstanceOf(StoreUnavailableException.class));
        assertThat(scene.marks().of(scene.callersMark())).isEqualTo(1);
        assertThat(scene.marks().of(scene.mark())).isZero();
        assertThat(scene.runs()).hasValue(3);
        assertThat(scene.found()).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(scene.pool().out()).isZero();
    }
}
