// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.step.Step;
import java.time.Duration;

/**
 * A step did not begin, because less time was left than it needs. Recorded steps are kept; the next attempt continues
 * from there.
 */
public final class StepPostponedException extends SemelException {

    private static final long serialVersionUID = 1L;

    private StepPostponedException(String operation, String message) {
        super(operation, message, null);
    }

    /**
     * {@return the exception of a step that needs more time than is left}
     *
     * @param key the key
     * @param step the step
     * @param left the time that is left
     */
    public static StepPostponedException of(IdempotencyKey key, Step step, Duration left) {
        return new StepPostponedException(
                key.scope(),
                "step '" + step.name() + "' of " + named(key) + " did not begin: it needs "
                        + step.needs().toMillis() + " ms and " + left.toMillis()
                        + " ms are left. Call again with more time; finished steps are kept");
    }
}
