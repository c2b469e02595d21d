// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.event.LoggingListener;
import dev.semel.event.OperationEvent;
import dev.semel.model.BypassReason;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lines that the logging listener writes are understood, each kind of them, whatever stands before them. */
class LoggedEventsTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("acme", "charge cards", "order 42");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void everyKindOfEventIsUnderstood() {
        Exception failure = new IllegalStateException("x");
        Map<OperationEvent, String> expected = new LinkedHashMap<>();
        expected.put(new OperationEvent.Claimed(KEY, 1, 7, Certainty.NOT_STARTED, SECOND), "Claimed");
        expected.put(new OperationEvent.Claimed(KEY, 2, 7, Certainty.UNKNOWN, SECOND), "Taken over");
        expected.put(new OperationEvent.Executed(KEY, 1, SECOND, SECOND), "Executed");
        expected.put(new OperationEvent.Replayed(KEY, 1, SECOND, false), "Duplicate skipped: replayed");
        expected.put(new OperationEvent.FinallyFailed(KEY, 1, "declined", false), "Failed for good");
        expected.put(new OperationEvent.FinallyFailed(KEY, 1, "declined", true), "Duplicate skipped: failed before");
        expected.put(new OperationEvent.InProgress(KEY, 1, SECOND, SECOND), "Duplicate skipped: in progress");
        expected.put(new OperationEvent.Quarantined(KEY), "Duplicate skipped: quarantined");
        expected.put(new OperationEvent.Mismatch(KEY), "Key used with another payload");
        expected.put(new OperationEvent.Unverifiable(KEY, "sha256-x"), "Payload not comparable");
        expected.put(new OperationEvent.Unreadable(KEY), "Record unreadable");
        expected.put(new OperationEvent.PutInQuarantine(KEY, 1, "no answer"), "Quarantined");
        expected.put(new OperationEvent.Released(KEY, 1, Certainty.UNKNOWN), "Released");
        expected.put(new OperationEvent.Fenced(KEY, 1, "complete"), "Fenced");
        expected.put(new OperationEvent.NotRecorded(KEY, 1, failure), "Result not recorded");
        expected.put(new OperationEvent.ResultUnavailable(KEY, 1, failure), "Result unavailable");
        expected.put(new OperationEvent.Bypassed(KEY, BypassReason.KILL_SWITCH), "Running unguarded");
        expected.put(
                new OperationEvent.StoreFailed(KEY, "claim", StoreException.unavailable("s", "claim", failure)),
                "Store failed");
        expected.put(new OperationEvent.StepRecorded(KEY, 1, "reserve"), "Step recorded");
        expected.put(new OperationEvent.StepsUnused(KEY, 1, List.of("reserve")), "Recovery points unused");
        expected.forEach((event, outcome) -> {
            String line = "2026-11-29 12:00:00 WARN [main] dev.semel - " + line(event);
            assertThat(LoggedEvents.parse(line))
                    .as(line)
                    .contains(new EventCount("charge cards", outcome, "charge cards/order 42", 1));
        });
        assertThat(LoggedEvents.parse("an operation=charge key=x of somebody else"))
                .isEmpty();
    }

    private static String line(OperationEvent event) {
        List<String> lines = new ArrayList<>();
        LoggingListener.to(new System.Logger() {
                    @Override
                    public String getName() {
                        return "test";
                    }

                    @Override
                    public boolean isLoggable(Level level) {
                        return true;
                    }

                    @Override
                    public void log(
                            Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
                        lines.add(message);
                    }

                    @Override
                    public void log(
                            Level level,
                            @Nullable ResourceBundle bundle,
                            String format,
                            @Nullable Object @Nullable ... parameters) {
                        lines.add(format);
                    }
                })
                .onEvent(event);
        return lines.get(0);
    }
}
