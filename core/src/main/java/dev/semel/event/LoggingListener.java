// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line per notable event, with the operation and the truncated key, to a {@link System.Logger}: anything
 * that needs a person at WARNING, with cause and remedy, duplicates and other notable calls at INFO, first executions
 * at DEBUG. Never payloads or results. Thread-safe. Every engine has {@link #create()} unless it has another listener
 * of this class or says {@code withoutLog()}.
 */
public final class LoggingListener implements OperationListener {

    private final @Nullable Logger given;
    private volatile @Nullable Logger found;

    private LoggingListener(@Nullable Logger given) {
        this.given = given;
    }

    /**
     * {@return the listener that writes everything that {@code logger} takes}
     *
     * @param logger the logger
     */
    public static LoggingListener to(Logger logger) {
        return new LoggingListener(Objects.requireNonNull(logger, "logger"));
    }

    /**
     * {@return the listener that writes to the logger named {@code dev.semel}, from INFO} The logger is looked up at
     * the first such event, so that a function which only executes has no logging framework to load. For the events at
     * DEBUG too, use {@code to(System.getLogger("dev.semel"))}.
     */
    public static LoggingListener create() {
        return new LoggingListener(null);
    }

    @Override
    public void onEvent(OperationEvent event) {
        if (given == null && isOrdinary(event)) {
            return;
        }
        Level level = EventLine.level(event);
        Logger logger = logger();
        if (logger.isLoggable(level)) {
            logger.log(level, () -> EventLine.of(event));
        }
    }

    /** {@return whether the event is one of an ordinary first execution} Loads no further class. */
    private static boolean isOrdinary(OperationEvent event) {
        return event instanceof OperationEvent.Executed
                || (event instanceof OperationEvent.Claimed claimed && claimed.attempt() == 1)
                || event instanceof OperationEvent.StepRecorded
                || event instanceof OperationEvent.Released;
    }

    private Logger logger() {
        if (given != null) {
            return given;
        }
        Logger logger = found;
        if (logger == null) {
            logger = System.getLogger("dev.semel");
            found = logger;
        }
        return logger;
    }
}
