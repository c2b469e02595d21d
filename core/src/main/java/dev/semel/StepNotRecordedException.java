// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;

/**
 * A step made its effect, but its result could not be recorded: the next attempt repeats it with the same effect key.
 * For a transactional step: the store did not answer whether it committed effect and result, or neither; the next
 * attempt finds out.
 */
public final class StepNotRecordedException extends SemelException {

    private static final long serialVersionUID = 1L;

    private StepNotRecordedException(String operation, String message, Throwable cause) {
        super(operation, message, cause);
    }

    /**
     * {@return the exception of a transactional step to which the store gave no answer, or which it refused}
     *
     * @param key the key
     * @param step the name of the step
     * @param cause the cause
     */
    public static StepNotRecordedException undecided(IdempotencyKey key, String step, Throwable cause) {
        return new StepNotRecordedException(
                key.scope(),
                "whether step '" + step + "' of " + named(key) + " was committed is not known (" + brief(cause)
                        + "): its writes and its recovery point are both stored, or neither is; the next attempt finds "
                        + "out",
                cause);
    }

    /**
     * {@return the exception of a step whose effect was made but not recorded}
     *
     * @param key the key
     * @param step the name of the step
     * @param cause the cause
     */
    public static StepNotRecordedException of(IdempotencyKey key, String step, Throwable cause) {
        return new StepNotRecordedException(
                key.scope(),
                "step '" + step + "' of " + named(key) + " was executed, but its result could not be recorded ("
                        + brief(cause) + ")",
                cause);
    }
}
