// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ClaimIdSource;
import dev.semel.Idempotency;
import dev.semel.OperationTemplate;
import dev.semel.Waiting;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.WrappedCodec;
import dev.semel.event.OperationEvent;
import dev.semel.event.OperationListener;
import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What all operations of one {@link Idempotency} use. Immutable but for the replay cache. */
public record Engine(
        IdempotencyStore store,
        ResultCodec codec,
        @Nullable Fingerprinter fingerprinter,
        InstantSource clock,
        Waiting waiting,
        ClaimIdSource claimIds,
        Backoff storeBackoff,
        Backoff pollBackoff,
        Duration clockSkew,
        String source,
        List<OperationListener> listeners,
        @Nullable ReplayCache replayCache) {

    /**
     * Returns an engine that does the same over memory: nobody hears of it, and its claim ids are counted, so that a
     * snapshot taken afterwards holds nothing that was drawn from the source of real ones.
     */
    public Engine inMemory() {
        AtomicLong claims = new AtomicLong();
        return new Engine(
                new InMemoryStore(),
                codec,
                fingerprinter,
                clock,
                waiting,
                () -> ClaimId.of(0, claims.incrementAndGet()),
                storeBackoff,
                pollBackoff,
                clockSkew,
                source,
                List.of(),
                null);
    }

    /** Returns what is stored of bytes that the codec did not make, through the same wrappings as those that it did. */
    @Nullable
    Blob wrapped(@Nullable Blob encoded) {
        return encoded == null ? null : wrapped(encoded, codec);
    }

    /** Returns what was given to {@link #wrapped(Blob)}. */
    @Nullable
    Blob unwrapped(@Nullable Blob stored) {
        return stored == null ? null : unwrapped(stored, codec);
    }

    private static Blob wrapped(Blob encoded, ResultCodec codec) {
        return codec instanceof WrappedCodec wrapper
                ? wrapper.wrapping().wrap(wrapped(encoded, wrapper.codec()))
                : encoded;
    }

    private static Blob unwrapped(Blob stored, ResultCodec codec) {
        return codec instanceof WrappedCodec wrapper
                ? unwrapped(wrapper.wrapping().unwrap(stored), wrapper.codec())
                : stored;
    }

    /** See {@link OperationTemplate#reportHorizon}. */
    public void reportHorizon(OperationSpec<?, ?> spec, String source, Duration horizon) {
        if (spec.dedupeWindow().compareTo(horizon) < 0) {
            tell(new OperationEvent.WindowTooShort(spec.name(), source, spec.dedupeWindow(), horizon));
        }
    }

    /** E5: whatever a listener throws changes nothing. */
    public void tell(OperationEvent event) {
        for (OperationListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (Throwable ignored) { // an Error of an observer is no reason to lose a payment either
            }
        }
    }
}
