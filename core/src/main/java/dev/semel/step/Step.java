// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.step;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a step is called and what it needs. Immutable.
 *
 * @param name unique inside the operation; must stay as long as unfinished records live; never empty
 * @param needs how much time must be left for the step to begin; zero for none in particular
 * @param receiver what its effect goes to; null if that is not said
 */
public record Step(String name, Duration needs, @Nullable Receiver receiver) {

    /** Validates name and time. */
    public Step {
        Objects.requireNonNull(needs, "needs");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of a step is empty");
        }
        if (needs.isNegative()) {
            throw new IllegalArgumentException("needs of step '" + name + "' must not be negative, is " + needs);
        }
    }

    /** Returns the step that needs no time in particular, with an effect on nobody in particular. */
    public static Step named(String name) {
        return new Step(name, Duration.ZERO, null);
    }

    /** Returns this step, not to begin with less time left than {@code needs}. */
    public Step needing(Duration needs) {
        return new Step(name, needs, receiver);
    }

    /** Returns this step with an effect on {@code receiver}, which forms its key and limits when it may be repeated. */
    public Step sentTo(Receiver receiver) {
        return new Step(name, needs, Objects.requireNonNull(receiver, "receiver"));
    }
}
