// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.event.OperationEvent;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One guarded call of an operation: the values that are computed once, before anything runs, and that every part of the
 * call reads (E6). A class and no record, because the text of a record would show the input. Immutable.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class KeyedCall<I, R> {

    private final Engine engine;
    private final OperationSpec<I, R> spec;
    private final I input;
    private final CallIdentity.Guarded identity;
    private final @Nullable Instant deadline;
    private final StoreCalls store;
    private final StoredValues values;

    /**
     * Makes a call.
     *
     * @param deadline the end of the call; null if the declared lease limits each claim instead
     */
    public KeyedCall(
            Engine engine,
            OperationSpec<I, R> spec,
            I input,
            CallIdentity.Guarded identity,
            @Nullable Instant deadline) {
        this.engine = engine;
        this.spec = spec;
        this.input = input;
        this.identity = identity;
        this.deadline = deadline;
        this.store = new StoreCalls(engine, identity.key());
        this.values = new StoredValues(engine, spec, identity.key());
    }

    /**
     * {@return the end of a call that begins now; null if it has no deadline of its own and a lease is declared}
     *
     * @throws DeadlineTooShortException if neither limits the call (E4)
     */
    static @Nullable Instant end(OperationSpec<?, ?> spec, @Nullable Deadline deadline, Instant now) {
        if (deadline != null) {
            return deadline.from(now);
        }
        if (spec.timing().lease() == null) {
            throw DeadlineTooShortException.none(spec.name());
        }
        return null;
    }

    Engine engine() {
        return engine;
    }

    OperationSpec<I, R> spec() {
        return spec;
    }

    I input() {
        return input;
    }

    public IdempotencyKey key() {
        return identity.key();
    }

    /** {@return the key as the operation's function made it, for effect keys and the body} */
    public IdempotencyKey intent() {
        return identity.intent();
    }

    ClaimPermit permit() {
        return identity.permit();
    }

    public Fingerprint fingerprint() {
        return identity.fingerprint();
    }

    @Nullable
    Instant deadline() {
        return deadline;
    }

    StoreCalls store() {
        return store;
    }

    StoredValues values() {
        return values;
    }

    Instant now() {
        return engine.clock().instant();
    }

    /** {@return the time since a moment; zero if the clock stepped back} */
    public Duration since(Instant moment) {
        return Span.between(moment, now());
    }

    void tell(OperationEvent event) {
        engine.tell(event);
    }

    /** Keeps a completed record in the replay cache, if there is one. */
    void keep(IdempotencyRecord.Completed record) {
        ReplayCache cache = engine.replayCache();
        if (cache != null) {
            cache.keep(key(), record);
        }
    }
}
