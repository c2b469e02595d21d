// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.step.Receiver;
import dev.semel.step.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A step whose effect may or may not have taken place, with no way to find out: an earlier attempt may have made it and
 * its receiver may have forgotten the key, or the step's stored result cannot be read. The step was not repeated. In
 * the first case the key is quarantined, whatever the policy: repeating the step would be a silent retry.
 */
public final class UnknownEffectException extends SemelException {

    private static final long serialVersionUID = 1L;

    private UnknownEffectException(String operation, String message, @Nullable Throwable cause) {
        super(operation, message, cause);
    }

    /**
     * {@return the exception of a step whose receiver may have forgotten the effect key}
     *
     * @param key the key
     * @param step the step
     * @param receiver the receiver
     * @param age the time since the first attempt
     */
    public static UnknownEffectException forgotten(IdempotencyKey key, Step step, Receiver receiver, Duration age) {
        return new UnknownEffectException(
                key.scope(),
                "step '" + step.name() + "' of " + named(key) + " may have been executed " + age.toMinutes()
                        + " minutes ago, longer than " + receiver.name()
                        + " remembers its key. Look there, and resolve the key with a result or with permission to "
                        + "re-execute",
                null);
    }

    /**
     * {@return the exception of a step whose stored result cannot be read}
     *
     * @param key the key
     * @param step the step
     * @param cause the cause
     */
    public static UnknownEffectException unreadable(IdempotencyKey key, String step, Throwable cause) {
        return new UnknownEffectException(
                key.scope(),
                "step '" + step + "' of " + named(key) + " was executed before, but its result cannot be read ("
                        + brief(cause) + "). Deploy a version that reads it",
                cause);
    }
}
