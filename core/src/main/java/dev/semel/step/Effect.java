// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.step;

import dev.semel.model.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One side effect inside an operation, as its step sees it.
 *
 * @param name the step's name
 * @param effectKey the key of the effect downstream, the same over attempts: 64 hexadecimal digits
 * @param fencingToken the fencing token: larger than that of every earlier attempt
 * @param attempt 1 for the first execution of the key
 * @param receiver the receiver of the effect; null if the step names none
 */
public record Effect(
        String name,
        String effectKey,
        long fencingToken,
        int attempt,
        @Nullable Receiver receiver) {

    /** Validates the parts. */
    public Effect {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(effectKey, "effectKey");
    }

    /** {@return the effect key in the form that the receiver takes; without a receiver 64 hexadecimal digits} */
    public String key() {
        return receiver == null ? effectKey : receiver.keyOf(effectKey);
    }

    /** Shows no effect key. */
    @Override
    public String toString() {
        return "Effect[" + PrintableText.name(name) + ", attempt=" + attempt + ", receiver=" + receiver + "]";
    }
}
