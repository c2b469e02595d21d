// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.step;

import dev.semel.model.PrintableText;
import dev.semel.model.Text;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of a step and its needs. Immutable.
 *
 * @param name unique inside the operation; must stay as long as unfinished records live; never empty
 * @param needs the time that must be left for the step to begin; zero if any will do
 * @param receiver the receiver of its effect; null if none is named
 */
public record Step(String name, Duration needs, @Nullable Receiver receiver) {

    /** Validates name and time. */
    public Step {
        Objects.requireNonNull(needs, "needs");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of a step is empty");
        }
        Text.requireEncodable(name, "name of a step");
        if (needs.isNegative()) {
            throw new IllegalArgumentException("needs of step '" + name + "' must not be negative, is " + needs);
        }
    }

    /**
     * {@return a step of that name without a minimum of time and without a receiver}
     *
     * @param name the name; never empty
     */
    public static Step named(String name) {
        return new Step(name, Duration.ZERO, null);
    }

    /**
     * {@return this step with a minimum of time, without which it does not begin}
     *
     * @param needs the time that must be left
     */
    public Step needing(Duration needs) {
        return new Step(name, needs, receiver);
    }

    /**
     * {@return this step with an effect on {@code receiver}, which forms its key and limits when it may be repeated}
     *
     * @param receiver the receiver
     */
    public Step sentTo(Receiver receiver) {
        return new Step(name, needs, Objects.requireNonNull(receiver, "receiver"));
    }

    @Override
    public String toString() {
        return "Step[name=" + PrintableText.name(name) + ", needs=" + needs + ", receiver=" + receiver + "]";
    }
}
