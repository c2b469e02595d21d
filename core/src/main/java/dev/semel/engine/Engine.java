// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ClaimIdSource;
import dev.semel.Idempotency;
import dev.semel.IdentityKeys;
import dev.semel.OperationTemplate;
import dev.semel.Waiting;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.Wrapping;
import dev.semel.event.OperationEvent;
import dev.semel.event.OperationListener;
import dev.semel.model.ClaimId;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all operations of one {@link Idempotency} share. Immutable, except the replay cache and the names that
 * are taken.
 */
public final class Engine {

    /** The parts that an engine over memory shares with the one that it stands for. */
    public record Parts(
            ResultCodec codec,
            @Nullable Wrapping wrapping,
            @Nullable Fingerprinter fingerprinter,
            InstantSource clock,
            Waiting waiting,
            Backoff storeBackoff,
            Backoff pollBackoff,
            Duration clockSkew,
            String source,
            @Nullable IdentityKeys identityKeys,
            @Nullable Executor recorder) {

        /** {@return these parts for an engine whose records are its own} */
        Parts withoutRotation() {
            return new Parts(
                    codec,
                    wrapping,
                    fingerprinter,
                    clock,
                    waiting,
                    storeBackoff,
                    pollBackoff,
                    clockSkew,
                    source,
                    identityKeys == null ? null : identityKeys.withoutRotation(),
                    recorder);
        }
    }

    private final Parts parts;
    private final IdempotencyStore store;
    private final ClaimIdSource claimIds;
    private final List<OperationListener> listeners;
    private final @Nullable ReplayCache replayCache;
    private final Set<String> operations = ConcurrentHashMap.newKeySet();

    public Engine(
            Parts parts,
            IdempotencyStore store,
            ClaimIdSource claimIds,
            List<OperationListener> listeners,
            @Nullable ReplayCache replayCache) {
        this.parts = parts;
        this.store = store;
        this.claimIds = claimIds;
        this.listeners = List.copyOf(listeners);
        this.replayCache = replayCache;
    }

    /**
     * {@return an engine that does the same over memory, without listeners} Its claim ids are counted, so that a
     * snapshot of the process taken afterwards holds nothing that was drawn from the source of real ones.
     */
    public Engine inMemory() {
        AtomicLong claims = new AtomicLong();
        return new Engine(
                parts.withoutRotation(),
                new InMemoryStore(),
                () -> ClaimId.of(0, claims.incrementAndGet()),
                List.of(),
                null);
    }

    /** {@return an engine that does the same over a view of its store, without a replay cache} */
    public Engine over(IdempotencyStore view) {
        return new Engine(parts, view, claimIds, listeners, null);
    }

    public IdempotencyStore store() {
        return store;
    }

    public ResultCodec codec() {
        return parts.codec();
    }

    @Nullable
    Wrapping wrapping() {
        return parts.wrapping();
    }

    @Nullable
    Fingerprinter fingerprinter() {
        return parts.fingerprinter();
    }

    public InstantSource clock() {
        return parts.clock();
    }

    public Waiting waiting() {
        return parts.waiting();
    }

    ClaimIdSource claimIds() {
        return claimIds;
    }

    Backoff storeBackoff() {
        return parts.storeBackoff();
    }

    Backoff pollBackoff() {
        return parts.pollBackoff();
    }

    /** {@return the executor that records results while bodies of a batch run; null for a virtual thread} */
    public @Nullable Executor recorder() {
        return parts.recorder();
    }

    public Duration clockSkew() {
        return parts.clockSkew();
    }

    @Nullable
    IdentityKeys identityKeys() {
        return parts.identityKeys();
    }

    String source() {
        return parts.source();
    }

    @Nullable
    ReplayCache replayCache() {
        return replayCache;
    }

    /**
     * Takes the name of an operation.
     *
     * @throws IllegalArgumentException if another operation of this engine has it
     */
    public void take(String name) {
        if (!operations.add(name)) {
            throw SpecRules.refused(
                    name,
                    "this engine already has an operation of that name, and two would share their keys and get each "
                            + "other's results. Build it once, in a field or a constructor and not inside the handler "
                            + "method, which runs again for every event; or give each operation a name of its own");
        }
    }

    /** See {@link OperationTemplate#covering}. */
    public <I, R> OperationSpec<I, R> covering(OperationSpec<I, R> spec, String source, Duration horizon) {
        Duration window = spec.timing().dedupeWindow();
        if (window.compareTo(horizon) >= 0) {
            return spec;
        }
        if (spec.timing().isWindowDeclared()) {
            tell(new OperationEvent.WindowTooShort(spec.name(), source, window, horizon));
            return spec;
        }
        OperationSpec<I, R> covering = spec.with(spec.timing().lengthened(horizon));
        new SpecRules(this, covering).requireTiming();
        return covering;
    }

    /** Calls every listener. What a listener throws is ignored: it must not affect the call (E5). */
    public void tell(OperationEvent event) {
        for (OperationListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (Throwable ignored) { // an Error of an observer is no reason to lose a payment either
            }
        }
    }
}
