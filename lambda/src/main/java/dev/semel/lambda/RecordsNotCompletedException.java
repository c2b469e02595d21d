// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of an event were not completed. The invocation fails, so Lambda delivers the event again; completed records
 * will replay. The first record's exception is the cause; the exceptions of other records are suppressed.
 */
public final class RecordsNotCompletedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int failed;
    private final int total;

    private RecordsNotCompletedException(String message, int failed, int total, @Nullable Throwable cause) {
        super(message, cause);
        this.failed = failed;
        this.total = total;
    }

    /**
     * Makes the exception of an event.
     *
     * @param failures the exceptions of the records that failed; at least one
     * @param completed the number of completed records
     * @param total the number of records in the event
     */
    static RecordsNotCompletedException of(String event, List<? extends Throwable> failures, int completed, int total) {
        RecordsNotCompletedException exception = new RecordsNotCompletedException(
                event + ": " + (total - completed) + " of " + total
                        + " records not completed. The invocation fails so that "
                        + "Lambda delivers the event again; completed records will replay",
                total - completed,
                total,
                failures.get(0));
        failures.stream().skip(1).forEach(exception::addSuppressed);
        return exception;
    }

    /** Makes the exception of an event whose handler named {@code failed} records in its response. */
    static RecordsNotCompletedException named(String event, int failed) {
        return new RecordsNotCompletedException(
                event + ": the handler named " + failed + " records as not completed. They stay in the queue and are "
                        + "tried again; completed records will replay",
                failed,
                failed,
                null);
    }

    /** {@return the number of records that were not completed} */
    public int failed() {
        return failed;
    }

    /** {@return the number of records in the event} */
    public int total() {
        return total;
    }
}
