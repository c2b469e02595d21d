// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Idempotency;
import dev.semel.IdempotencyBuilder;
import dev.semel.Operation;
import dev.semel.SemelException;
import dev.semel.codec.TypeRef;
import dev.semel.event.FailureText;
import dev.semel.event.LoggingListener;
import dev.semel.event.OperationEvent;
import dev.semel.model.BypassReason;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.PrintableText;
import dev.semel.step.Step;
import dev.semel.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Silence is never the default: what needs a person is logged with cause and remedy, and without content. */
final class LogTest {

    /** A line break, a terminal's escape sequence, separators of Unicode, an override of the direction. */
    private static final String EVIL = "a\r\nWARNING forged\u001B[31m\u0085\u2028\u202E";

    private static final IdempotencyKey KEY = IdempotencyKey.of(EVIL, EVIL);

    private final Fixture fixture = new Fixture();
    private final RecordingLogger logger = new RecordingLogger();

    @Test
    void loggingListenerWritesDuplicatesWithoutPayloads() throws Exception {
        String longKey = "order-" + "x".repeat(100);
        Operation<String, String> charge = fixture.engine(fixture.records)
                .listener(LoggingListener.to(logger))
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> longKey)
                .withoutFingerprint()
                .body((order, execution) -> "secret result");
        charge.run("secret payload", IN_20_S);
        fixture.clock.advance(Duration.ofSeconds(3));

        charge.run("secret payload", IN_20_S);

        assertThat(logger.lines())
                .last()
                .asString()
                .isEqualTo("INFO Duplicate skipped operation=charge key=charge/" + longKey.substring(0, 37)
                        + "... attempt=1 age=3000ms");
        assertThat(logger.lines()).noneMatch(line -> line.contains("secret"));
    }

    // ---- the default ----

    /** The lines at the logger that an engine gets unless it says otherwise. */
    private List<String> defaultLines(IdempotencyBuilder builder) throws Exception {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                lines.add(entry.getLevel() + " " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger target = Logger.getLogger("dev.semel");
        target.setUseParentHandlers(false);
        target.addHandler(handler);
        try {
            Operation<String, String> charge = builder.build()
                    .operation("charge", String.class, String.class)
                    .key(order -> "42")
                    .body((order, execution) -> "receipt");
            charge.run("order", IN_20_S);
            charge.run("order", IN_20_S);
            charge.tryRun("another order", IN_20_S);
        } finally {
            target.removeHandler(handler);
            target.setUseParentHandlers(true);
        }
        return lines;
    }

    private IdempotencyBuilder builder() {
        return Idempotency.builder(fixture.records).clock(fixture.clock).waiting(fixture.clock);
    }

    @Test
    void engineLogsDuplicatesAndWhatNeedsAPersonUnlessItSaysOtherwise() throws Exception {
        assertThat(defaultLines(builder()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("INFO Duplicate skipped operation=charge key=charge/42"),
                        line -> assertThat(line)
                                .startsWith("WARNING Key used with another payload operation=charge key=charge/42: ")
                                .contains("fingerprintOf"));
    }

    @Test
    void engineWithoutLogIsSilent() throws Exception {
        assertThat(defaultLines(builder().withoutLog())).isEmpty();
    }

    @Test
    void otherListenersDoNotReplaceTheLog() throws Exception {
        List<OperationEvent> events = new ArrayList<>();

        assertThat(defaultLines(builder().listener(events::add))).hasSize(2);
        assertThat(events).isNotEmpty();
    }

    @Test
    void loggingListenerOfTheUserTakesThePlaceOfTheDefault() throws Exception {
        assertThat(defaultLines(builder().listener(LoggingListener.to(logger)))).isEmpty();
        assertThat(logger.lines()).isNotEmpty();
    }

    // ---- lines ----

    static List<OperationEvent> needAPerson() {
        StoreException away = StoreException.unavailable("table", "claim", new IOException(EVIL));
        return List.of(
                new OperationEvent.Quarantined(KEY),
                new OperationEvent.PutInQuarantine(KEY, 1, EVIL),
                new OperationEvent.Mismatch(KEY),
                new OperationEvent.Unverifiable(KEY, EVIL),
                new OperationEvent.Unreadable(KEY),
                new OperationEvent.Fenced(KEY, 1, "complete"),
                new OperationEvent.NotRecorded(KEY, 1, away),
                new OperationEvent.ResultUnavailable(KEY, 1, new IllegalStateException("secret " + EVIL)),
                new OperationEvent.Bypassed(KEY, BypassReason.KILL_SWITCH),
                new OperationEvent.Bypassed(KEY, BypassReason.STORE_UNAVAILABLE),
                new OperationEvent.StoreFailed(KEY, "claim", away),
                new OperationEvent.WindowTooShort(EVIL, EVIL, Duration.ofDays(1), Duration.ofDays(4)));
    }

    static List<OperationEvent> others() {
        return List.of(
                new OperationEvent.Claimed(KEY, 1, 7, Certainty.NOT_STARTED, Duration.ZERO),
                new OperationEvent.Claimed(KEY, 2, 8, Certainty.UNKNOWN, Duration.ZERO),
                new OperationEvent.Executed(KEY, 1, Duration.ZERO, Duration.ZERO),
                new OperationEvent.Released(KEY, 1, Certainty.UNKNOWN),
                new OperationEvent.StepRecorded(KEY, 1, EVIL),
                new OperationEvent.StepsUnused(KEY, 1, List.of(EVIL)),
                new OperationEvent.Replayed(KEY, 1, Duration.ZERO, false),
                new OperationEvent.InProgress(KEY, 1, Duration.ZERO, Duration.ofSeconds(9)),
                new OperationEvent.FinallyFailed(KEY, 1, EVIL, false),
                new OperationEvent.FinallyFailed(KEY, 1, EVIL, true),
                new OperationEvent.Bypassed(KEY, BypassReason.NO_KEY));
    }

    @ParameterizedTest
    @MethodSource("needAPerson")
    void whatNeedsAPersonIsAWarningWithARemedy(OperationEvent event) {
        assertThat(line(event)).startsWith("WARNING ").doesNotContain("secret").hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("others")
    void everythingElseIsNoWarning(OperationEvent event) {
        assertThat(line(event)).matches("(INFO|DEBUG) .*");
    }

    private String line(OperationEvent event) {
        LoggingListener.to(logger).onEvent(event);
        assertThat(logger.lines()).singleElement().asString().matches("[\\x20-\\x7E]+"); // no name forges a line
        return logger.lines().get(0);
    }

    // ---- exceptions ----

    private static IllegalStateException ofABody() {
        return new IllegalStateException(
                "card \u00FCber 5\u20AC refused\nWARNING forged", new IOException("timed out\u0007"));
    }

    @Test
    void exceptionOfABodyIsShownWithMessageStackAndCauses() {
        assertThat(FailureText.withMessages().ofBody(ofABody()))
                .startsWith("java.lang.IllegalStateException: card \u00FCber 5\u20AC refused?WARNING forged"
                        + " (at dev.semel.coretests.engine.LogTest.ofABody(LogTest.java:")
                .contains(", caused by java.io.IOException: timed out? (at ")
                .doesNotContain("\n", "\u0007");
    }

    @Test
    void messagesOfBodiesCanBeLeftOut() {
        assertThat(FailureText.withoutMessages().ofBody(ofABody()))
                .startsWith("java.lang.IllegalStateException (at ")
                .contains(", caused by java.io.IOException (at ")
                .doesNotContain("refused", "timed out");
    }

    @Test
    void longMessagesAreCut() {
        assertThat(FailureText.withMessages().ofBody(new IOException("x".repeat(100_000))))
                .contains("x".repeat(497) + "...")
                .hasSizeLessThan(3_000);
    }

    @Test
    void causesOfADeepChainAreBounded() {
        Exception deep = new IOException("0");
        for (int i = 1; i < 100; i++) {
            deep = new IOException(String.valueOf(i), deep);
        }
        assertThat(FailureText.withMessages().ofBody(deep).split("caused by")).hasSize(5);
    }

    /** A parser quotes what it parses. */
    @Test
    void causeOfOurOwnExceptionIsShownByItsTypeOnly() {
        Operation<String, String> charge = fixture.operation()
                .key(order -> {
                    throw new IllegalArgumentException("unexpected 'secret'");
                })
                .body((order, execution) -> "receipt");

        assertThatThrownBy(() -> charge.run("secret", IN_20_S))
                .isInstanceOfSatisfying(
                        SemelException.class,
                        e -> assertThat(FailureText.withMessages().ofBody(e))
                                .contains("dev.semel.InvalidKeyException: Operation 'charge'")
                                .contains(", caused by java.lang.IllegalArgumentException (at ")
                                .doesNotContain("secret"));
    }

    @Test
    void exceptionOfAnotherPartIsShownByItsTypes() {
        assertThat(FailureText.withMessages().ofPart(ofABody()))
                .isEqualTo("java.lang.IllegalStateException, caused by java.io.IOException");
    }

    // ---- names ----

    @Test
    void namesInMessagesCannotForgeLines() {
        Operation<String, String> charge = fixture.engine(fixture.records)
                .build()
                .operation(EVIL, String.class, String.class)
                .key(order -> EVIL)
                .body((order, execution) -> {
                    Step step = Step.named(EVIL).needing(Duration.ofDays(1));
                    execution.step(step, TypeRef.of(Void.class), effect -> null);
                    return "receipt";
                });

        assertThatThrownBy(() -> charge.run("42", IN_20_S))
                .isInstanceOf(SemelException.class)
                .message()
                .matches("[\\x20-\\x7E]+");
        assertThatThrownBy(() -> fixture.engine(fixture.records)
                        .build()
                        .operation(EVIL, String.class, String.class)
                        .build())
                .message()
                .matches("[\\x20-\\x7E]+");
    }

    @Test
    void lettersOfEveryScriptStayInALine() {
        assertThat(PrintableText.line("\u65E5\u672C\u8A9E \uD83D\uDE00 \u00E9", 100))
                .isEqualTo("\u65E5\u672C\u8A9E \uD83D\uDE00 \u00E9");
        assertThat(PrintableText.line("\uD83D", 100)).isEqualTo("?");
        assertThat(PrintableText.line("x".repeat(100), 100)).hasSize(100).doesNotContain(".");
        assertThat(PrintableText.line("x".repeat(101), 100)).hasSize(100).endsWith("xx...");
        assertThat(PrintableText.name("x".repeat(101))).hasSize(100).endsWith("xx...");
    }
}
