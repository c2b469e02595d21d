// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;

/**
 * Writes one line per notable event, with the operation and the truncated key, to a {@link System.Logger}: duplicates
 * at INFO, anything that needs attention at WARNING, first executions at DEBUG. Never payloads or results. Thread-safe.
 */
public final class LoggingListener implements OperationListener {

    private final Logger logger;

    private LoggingListener(Logger logger) {
        this.logger = logger;
    }

    /**
     * {@return the listener that writes to {@code logger}}
     *
     * @param logger the logger
     */
    public static LoggingListener to(Logger logger) {
        return new LoggingListener(Objects.requireNonNull(logger, "logger"));
    }

    /** {@return the listener that writes to the logger named {@code dev.semel}} */
    public static LoggingListener create() {
        return to(System.getLogger("dev.semel"));
    }

    @Override
    public void onEvent(OperationEvent event) {
        Level level = level(event);
        if (logger.isLoggable(level)) {
            logger.log(level, () -> line(event));
        }
    }

    private static Level level(OperationEvent event) {
        return switch (event) {
            case OperationEvent.Claimed claimed -> claimed.attempt() > 1 ? Level.WARNING : Level.DEBUG;
            case OperationEvent.Executed e -> Level.DEBUG;
            case OperationEvent.Released e -> Level.DEBUG;
            case OperationEvent.StepRecorded e -> Level.DEBUG;
            case OperationEvent.StepsUnused e -> Level.INFO;
            case OperationEvent.Replayed e -> Level.INFO;
            case OperationEvent.InProgress e -> Level.INFO;
            case OperationEvent.Quarantined e -> Level.INFO;
            case OperationEvent.FinallyFailed e -> Level.INFO;
            case OperationEvent.Mismatch e -> Level.WARNING;
            case OperationEvent.Unverifiable e -> Level.WARNING;
            case OperationEvent.PutInQuarantine e -> Level.WARNING;
            case OperationEvent.Fenced e -> Level.WARNING;
            case OperationEvent.NotRecorded e -> Level.WARNING;
            case OperationEvent.ResultUnavailable e -> Level.WARNING;
            case OperationEvent.Bypassed e -> Level.WARNING;
            case OperationEvent.StoreFailed e -> Level.WARNING;
            case OperationEvent.WindowTooShort e -> Level.WARNING;
        };
    }

    private static String line(OperationEvent event) {
        return switch (event) {
            case OperationEvent.Claimed e ->
                "%s %s attempt=%d fence=%d earlier=%s"
                        .formatted(
                                e.attempt() > 1 ? "Taken over" : "Claimed",
                                where(e),
                                e.attempt(),
                                e.fence(),
                                e.earlier());
            case OperationEvent.Executed e ->
                "Executed %s attempt=%d body=%s".formatted(where(e), e.attempt(), millis(e.duration()));
            case OperationEvent.Released e ->
                "Released %s attempt=%d certainty=%s".formatted(where(e), e.attempt(), e.certainty());
            case OperationEvent.StepRecorded e ->
                "Step recorded %s attempt=%d step=%s".formatted(where(e), e.attempt(), e.step());
            case OperationEvent.StepsUnused e ->
                "Recovery points unused %s attempt=%d steps=%s".formatted(where(e), e.attempt(), e.steps());
            case OperationEvent.Replayed e ->
                "Duplicate skipped %s attempt=%d age=%s".formatted(where(e), e.attempt(), millis(e.age()));
            case OperationEvent.InProgress e ->
                "Duplicate skipped %s attempt=%d age=%s, still in progress for at most %s"
                        .formatted(where(e), e.attempt(), millis(e.age()), millis(e.retryAfter()));
            case OperationEvent.Quarantined e -> "Duplicate skipped %s, in quarantine".formatted(where(e));
            case OperationEvent.FinallyFailed e ->
                (e.replayed()
                                ? "Duplicate skipped %s attempt=%d, failed before as %s"
                                : "Failed for good %s attempt=%d as %s")
                        .formatted(where(e), e.attempt(), e.type());
            case OperationEvent.Mismatch e -> "Key used with another payload %s".formatted(where(e));
            case OperationEvent.Unverifiable e ->
                "Payload not comparable %s recorded=%s".formatted(where(e), e.recordedAlgorithm());
            case OperationEvent.PutInQuarantine e -> "Quarantined %s attempt=%d".formatted(where(e), e.attempt());
            case OperationEvent.Fenced e -> "Fenced %s attempt=%d write=%s".formatted(where(e), e.attempt(), e.write());
            case OperationEvent.NotRecorded e ->
                "Result not recorded %s attempt=%d: %s".formatted(where(e), e.attempt(), name(e.cause()));
            case OperationEvent.ResultUnavailable e ->
                "Result unavailable %s attempt=%d: %s".formatted(where(e), e.attempt(), name(e.cause()));
            case OperationEvent.Bypassed e -> "Running unguarded %s reason=%s".formatted(where(e), e.reason());
            case OperationEvent.StoreFailed e ->
                "Store failed %s call=%s: %s"
                        .formatted(where(e), e.call(), e.exception().getMessage());
            case OperationEvent.WindowTooShort e ->
                "Dedupe window too short operation=%s window=%s, but %s may deliver again for %s"
                        .formatted(e.operation(), e.dedupeWindow(), e.source(), e.horizon());
        };
    }

    private static String where(OperationEvent.OfCall event) {
        return "operation=" + event.key().scope() + " key=" + event.key().brief();
    }

    /** {@return the type only: the message of a foreign exception may show a payload} */
    private static String name(Exception cause) {
        return cause.getClass().getName();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
