// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.List;

/**
 * Records of an event were not completed, so the invocation fails and Lambda delivers the event again; what completed
 * will replay then and not execute. The first record's exception is the cause, those of the others are suppressed.
 */
public final class RecordsNotCompletedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int failed;
    private final int total;

    private RecordsNotCompletedException(String message, int failed, int total, Throwable cause) {
        super(message, cause);
        this.failed = failed;
        this.total = total;
    }

    /**
     * Makes the exception of an event.
     *
     * @param failures why, one for each record that was tried in vain; at least one
     * @param completed how many records were completed
     * @param total how many records the event has
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

    /** Returns how many records were not completed. */
    public int failed() {
        return failed;
    }

    /** Returns how many records the event has. */
    public int total() {
        return total;
    }
}
