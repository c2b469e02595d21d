// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import java.time.Duration;

/** Too little time was left to execute and record. Nothing was executed. */
public final class DeadlineTooShortException extends SemelException {

    private static final long serialVersionUID = 1L;

    private DeadlineTooShortException(String operation, String message) {
        super(operation, message, null);
    }

    /**
     * {@return the exception of a call with less time than the recording of its result needs}
     *
     * @param operation the name of the operation
     * @param left the time until the deadline; negative if it is over
     * @param recordingTime the reserved time
     */
    public static DeadlineTooShortException left(String operation, Duration left, Duration recordingTime) {
        return new DeadlineTooShortException(
                operation,
                Math.max(0, left.toMillis()) + " ms are left until the deadline, and " + recordingTime.toMillis()
                        + " ms are reserved for recording the result. Give the call more time");
    }

    /**
     * {@return the exception of a call with neither a deadline nor a declared lease}
     *
     * @param operation the name of the operation
     */
    public static DeadlineTooShortException none(String operation) {
        return new DeadlineTooShortException(
                operation,
                "the call has neither a deadline nor a declared lease. Pass a Deadline, or build with lease(...)");
    }
}
