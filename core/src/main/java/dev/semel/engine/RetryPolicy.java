// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for repeating a store call: only without an answer, a bounded number of times, after growing pauses, and
 * only if the pause ends in time.
 */
public final class RetryPolicy {

    /** The most tries of a claim. */
    public static final int CLAIM_TRIES = 3;

    /** The most tries of a renewal. */
    static final int RENEWAL_TRIES = 3;

    /** The most tries of a write that records what a body did. */
    public static final int RECORDING_TRIES = 10;

    private final Engine engine;

    /** Makes the policy of an engine, with its pauses and its clock. */
    public RetryPolicy(Engine engine) {
        this.engine = engine;
    }

    /**
     * A store call that may be tried several times.
     *
     * @param key the key that it is about
     * @param name the name of the call for logs
     * @param most the most tries
     * @param until the moment before which the last try must begin
     */
    public record Tries(IdempotencyKey key, String name, int most, Instant until) {}

    /**
     * The pause after a try.
     *
     * @param length its length
     * @param end its end, if it begins now
     */
    public record Pause(Duration length, Instant end) {}

    /** {@return the pause after try number {@code done}, from 1} */
    public Pause pauseAfter(int done) {
        Duration length = engine.storeBackoff().after(done);
        return new Pause(length, engine.clock().instant().plus(length));
    }

    /**
     * {@return whether to try again after {@code pause}} Reports the failure to the listeners, and suppresses the
     * failure of the try before in it, so that the last failure shows that an earlier try may have been applied.
     *
     * @param done the number of tries so far
     * @param before the failure of the try before; null for the first try
     */
    public boolean isRepeated(
            Tries tries, int done, Pause pause, StoreException failure, @Nullable StoreException before) {
        if (before != null && before != failure) {
            failure.addSuppressed(before);
        }
        engine.tell(new OperationEvent.StoreFailed(tries.key(), tries.name(), failure));
        return failure.reason() == StoreException.Reason.UNAVAILABLE
                && done < tries.most()
                && pause.end().isBefore(tries.until());
    }
}
