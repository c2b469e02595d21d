// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.Wrapping;
import dev.semel.engine.Backoff;
import dev.semel.engine.BasicCodec;
import dev.semel.engine.Engine;
import dev.semel.engine.Given;
import dev.semel.engine.ReplayCache;
import dev.semel.event.LoggingListener;
import dev.semel.event.OperationListener;
import dev.semel.model.Text;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Idempotency}. Not thread-safe. */
public final class IdempotencyBuilder {

    private final IdempotencyStore store;
    private final List<OperationListener> listeners = new ArrayList<>();
    private ResultCodec codec = new BasicCodec();
    private @Nullable Wrapping wrapping;
    private @Nullable Fingerprinter fingerprinter;
    private InstantSource clock = InstantSource.system();
    private Waiting waiting = Waiting.sleeping();
    private ClaimIdSource claimIds = ClaimIdSource.secureRandom();
    // Seeded at each draw: processes restored from one snapshot must not pause in step.
    private RandomGenerator jitter = () -> new Random().nextLong();
    private Duration clockSkew = Duration.ofSeconds(2);
    private String source = "";
    private @Nullable ReplayCache replayCache;
    private @Nullable IdentityKeys identityKeys;
    private @Nullable Executor recorder;
    private boolean isLogged = true;

    IdempotencyBuilder(IdempotencyStore store) {
        this.store = store;
    }

    /**
     * Sets the codec of results. Default: texts, numbers and booleans only. If it is a {@link Fingerprinter} too, it
     * makes the fingerprints unless another one is set.
     *
     * @param codec the codec
     * @return this builder
     */
    public IdempotencyBuilder codec(ResultCodec codec) {
        this.codec = Objects.requireNonNull(codec, "codec");
        return this;
    }

    /**
     * Sets the change of stored values on their way to the store and back, such as an encryption. Default: none, values
     * are stored as the codec makes them. Values that were stored under another wrapping, or under none, are only read
     * if this one can: what it refuses is reported as {@link Outcome.ResultUnavailable}.
     *
     * @param wrapping the wrapping of results, final failures and recovery points
     * @return this builder
     */
    public IdempotencyBuilder wrapping(Wrapping wrapping) {
        this.wrapping = Objects.requireNonNull(wrapping, "wrapping");
        return this;
    }

    /**
     * Sets the maker of fingerprints. Default: the codec, if it can.
     *
     * @param fingerprinter the maker of fingerprints
     * @return this builder
     */
    public IdempotencyBuilder fingerprinter(Fingerprinter fingerprinter) {
        this.fingerprinter = Objects.requireNonNull(fingerprinter, "fingerprinter");
        return this;
    }

    /**
     * Adds a listener. Default: a {@link LoggingListener}, which stays beside listeners of other classes; one of your
     * own of that class takes its place.
     *
     * @param listener the listener
     * @return this builder
     */
    public IdempotencyBuilder listener(OperationListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Leaves out the log, for tests and demonstrations. Default: {@link LoggingListener#create()} is one of the
     * listeners.
     *
     * @return this builder
     */
    public IdempotencyBuilder withoutLog() {
        this.isLogged = false;
        return this;
    }

    /**
     * Sets the clock. Default: the system's.
     *
     * @param clock the clock
     * @return this builder
     */
    public IdempotencyBuilder clock(InstantSource clock) {
        Objects.requireNonNull(clock, "clock");
        this.clock = () -> Given.by("clock", clock.instant());
        return this;
    }

    /**
     * Sets the engine's way of waiting. Default: the caller's thread sleeps.
     *
     * @param waiting the way of waiting
     * @return this builder
     */
    public IdempotencyBuilder waiting(Waiting waiting) {
        this.waiting = Objects.requireNonNull(waiting, "waiting");
        return this;
    }

    /**
     * Sets the source of claim ids. Default: {@link ClaimIdSource#secureRandom()}.
     *
     * @param claimIds the source
     * @return this builder
     */
    public IdempotencyBuilder claimIds(ClaimIdSource claimIds) {
        Objects.requireNonNull(claimIds, "claimIds");
        this.claimIds = () -> Given.by("ClaimIdSource", claimIds.next());
        return this;
    }

    /**
     * Sets the randomness of pauses; must be thread-safe. Default: a {@link Random} with a new seed at each draw.
     *
     * @param jitter the randomness
     * @return this builder
     */
    public IdempotencyBuilder jitter(RandomGenerator jitter) {
        this.jitter = Objects.requireNonNull(jitter, "jitter");
        return this;
    }

    /**
     * Sets ε, the bound on the difference of any two clients' clocks. Default: 2 seconds. Zero or more; every client of
     * a store must use the same.
     *
     * @param clockSkew the bound ε
     * @return this builder
     */
    public IdempotencyBuilder clockSkew(Duration clockSkew) {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clockSkew must not be negative, is " + clockSkew);
        }
        this.clockSkew = clockSkew;
        return this;
    }

    /**
     * Sets a label that is stored with each claim, such as the function's name, to help with the inspection of records.
     * At most 100 characters. Default: empty.
     *
     * @param source the label
     * @return this builder
     */
    public IdempotencyBuilder source(String source) {
        if (source.length() > 100) {
            throw new IllegalArgumentException("source must have at most 100 characters, has " + source.length());
        }
        this.source = Text.requireEncodable(source, "source");
        return this;
    }

    /**
     * Keeps completed results in memory, so that a duplicate that comes to this very instance costs no store call.
     * Default: none. The one documented exception to S8: for as long as the window lasts, this instance does not see
     * changes that others make to the record, such as a deletion by hand.
     *
     * @param maxEntries the most results; positive
     * @param maxBytes the most bytes of keys, at two for each character, and results; positive
     * @return this builder
     */
    public IdempotencyBuilder replayCache(int maxEntries, long maxBytes) {
        this.replayCache = new ReplayCache(maxEntries, maxBytes);
        return this;
    }

    /**
     * Stores the value of each key, and each fingerprint, as an HMAC under a secret: for keys and payloads that people
     * can be recognised or guessed by. Tenant and scope stay readable, and so do effect keys at their receivers, which
     * are derived from the key as it is. Stores, listeners and messages get the keyed key; the body gets the key as it
     * is. Default: keys are stored as they are. To switch it on for a store with records, see {@link
     * IdentityKeys#plainUntil}.
     *
     * @param keys the secrets
     * @return this builder
     */
    public IdempotencyBuilder keyedIdentities(IdentityKeys keys) {
        this.identityKeys = Objects.requireNonNull(keys, "keys");
        return this;
    }

    /**
     * Sets the executor that records results of a batch while its bodies run, for batches whose options name none; see
     * {@link BatchOptions#recorder(Executor)}. Default: a virtual thread for each recording, which waits up to 1 ms for
     * more to record; with an executor of yours there is no such wait.
     *
     * @param executor runs the writing; what it has not begun at the end of a batch, the caller's thread writes
     * @return this builder
     */
    public IdempotencyBuilder recorder(Executor executor) {
        this.recorder = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /**
     * Builds the engine.
     *
     * @return the engine
     */
    public Idempotency build() {
        Engine.Parts parts = new Engine.Parts(
                codec,
                wrapping,
                fingerprinter != null ? fingerprinter : fingerprinterOf(codec),
                clock,
                waiting,
                new Backoff(Duration.ofMillis(25), Duration.ofSeconds(1), jitter),
                new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), jitter),
                clockSkew,
                source,
                identityKeys,
                recorder);
        return new Idempotency(new Engine(parts, store, claimIds, allListeners(), replayCache));
    }

    private List<OperationListener> allListeners() {
        if (!isLogged) {
            return listeners;
        }
        for (OperationListener listener : listeners) {
            if (listener instanceof LoggingListener) {
                return listeners;
            }
        }
        List<OperationListener> all = new ArrayList<>(listeners);
        all.add(LoggingListener.create());
        return all;
    }

    private static @Nullable Fingerprinter fingerprinterOf(ResultCodec codec) {
        return codec instanceof Fingerprinter both ? both : null;
    }
}
