// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.ClaimIdSource;
import dev.semel.Idempotency;
import dev.semel.IdempotencyBuilder;
import dev.semel.Waiting;
import dev.semel.prover.world.EffectLedger;
import dev.semel.prover.world.LostCalls;
import dev.semel.prover.world.WorldState;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The world of one history, under the prover's control: everything that attempts share. They must share nothing else.
 * For each invocation the prover makes the handler anew, as in a new process, over the same world.
 */
public final class World {

    private final WorldState state;

    World(WorldState state) {
        this.state = state;
    }

    /**
     * Starts an engine over this world: its store, clock, waiting and claim ids.
     *
     * @return a builder of the engine
     */
    public IdempotencyBuilder idempotency() {
        state.look();
        return Idempotency.builder(state.store())
                .withoutLog()
                .clock(state.clock())
                .waiting(waiting())
                .claimIds(claimIds())
                .recorder(executor())
                .jitter(new Random(7));
    }

    /** {@return the store: an {@link InMemoryStore} with all its abilities, each call of which is a point} */
    public IdempotencyStore store() {
        state.look();
        return state.store();
    }

    /** {@return the clock, which moves only when the prover moves it} */
    public InstantSource clock() {
        state.look();
        return state.clock();
    }

    /** {@return the way to wait: a pause ends when nothing else can happen} */
    public Waiting waiting() {
        state.look();
        return state.waiting();
    }

    /**
     * Returns an executor for the handler's tasks, such as parallel bodies and futures. Each task runs on a thread of
     * its own, and one thread of an invocation runs at a time. In the plain course a task runs as soon as the thread
     * that gave it away comes to a point or waits; as a deviation, another thread goes on first. Tasks that are not
     * over when the invocation answers never go on, as in an environment that the platform freezes and then ends.
     *
     * @return an executor; shutting it down affects no other
     */
    public ExecutorService executor() {
        state.look();
        return state.executor();
    }

    /** {@return unique claim ids: each invocation has a series of its own, the same in each run} */
    public ClaimIdSource claimIds() {
        state.look();
        return state.claimIds();
    }

    /** {@return the randomness of the current invocation: each has a series of its own, the same in each run} */
    public Random random() {
        state.look();
        return state.random();
    }

    /**
     * Returns the point of an effect, at a receiver that ignores effect keys.
     *
     * @param name the effect's name, for rules
     * @return the point
     */
    public EffectPoint effect(String name) {
        state.look();
        return new EffectPoint(this, Objects.requireNonNull(name, "name"), null);
    }

    /**
     * Sends a message, from a handler to a function of {@link Prover#ofSeveral}, by a queue, topic or bus. It is
     * delivered as the source of the proof delivers its events, with copies, failures and redeliveries of its own.
     * Each call sends a message with an id of its own, as a client's does: after a lost reply or a redelivery there
     * are two. The call is a point; a lost one throws an {@link IllegalStateException}.
     *
     * @param event the subject that the message is about, as rules name it, its document as for a given event, and its
     *     group; the ids of the message in the document get a suffix, and its times of sending are those of the call
     * @throws IllegalArgumentException if the source has no messages, or the document is none of the source
     */
    public void send(Event event) {
        state.look();
        Objects.requireNonNull(event, "event");
        state.send(event, LostCalls.of(World.class));
    }

    /**
     * Counts an effect by its traces at the end of a history, such as the items of a table. Such an effect has neither
     * effect keys nor order nor attempts: it is for {@link Rule#exactlyOnce}, {@link Rule#atMostOnce} and
     * {@link Rule#recovers}.
     *
     * @param name the effect's name, for rules
     * @param counts counts by subject how often the effect took place; called once, outside of every attempt
     */
    public void effectIn(String name, Supplier<? extends Map<String, Integer>> counts) {
        state.look();
        state.effectIn(Objects.requireNonNull(name, "name"), Objects.requireNonNull(counts, "counts"));
    }

    /**
     * Returns an object that all attempts share under a name, made at its first use, each call of which is a point: for
     * a handler's own store, such as the client of a table. A lost or refused call throws an
     * {@link IllegalStateException}, and for a client of the AWS SDK an SdkClientException.
     *
     * @param <T> the type of the object
     * @param name the object's name, also in reports
     * @param type an interface; only calls through it are points
     * @param first makes the object
     * @return the shared object
     */
    public <T> T shared(String name, Class<T> type, Supplier<? extends T> first) {
        return shared(name, type, first, LostCalls.of(type));
    }

    /**
     * Returns a shared object as {@link #shared(String, Class, Supplier)} does, with its own exception for lost calls.
     *
     * @param <T> the type of the object
     * @param name the object's name, also in reports
     * @param type an interface; only calls through it are points
     * @param first makes the object
     * @param failure makes the exception of a lost or refused call, as the real client would throw it
     * @return the shared object
     */
    public <T> T shared(
            String name, Class<T> type, Supplier<? extends T> first, Supplier<? extends RuntimeException> failure) {
        state.look();
        return state.shared(name, type, first, failure);
    }

    /**
     * Returns a shared object as {@link #shared(String, Class, Supplier)} does, some of whose reads may be stale.
     *
     * @param <T> the type of the object
     * @param name the object's name, also in reports
     * @param type an interface; only calls through it are points
     * @param first makes the object
     * @param reads the reads that may be stale; the same each time
     * @return the shared object
     * @throws IllegalArgumentException if the interface has no method of such a name
     */
    public <T> T shared(String name, Class<T> type, Supplier<? extends T> first, StaleReads<T> reads) {
        state.look();
        return state.shared(name, type, first, reads, LostCalls.of(type));
    }

    /**
     * Returns an object that all attempts share under a name and that the prover does not watch, such as the counts of
     * a fake receiver. It must not decide anything for the handler, because histories that differ only in it count as
     * the same. Objects that decide go through {@link #shared}.
     *
     * @param <T> the type of the object
     * @param name the object's name
     * @param first makes the object at its first use
     * @return the shared object
     */
    public <T> T kept(String name, Supplier<? extends T> first) {
        state.look();
        @SuppressWarnings("unchecked") // by its name it is always made by the same supplier
        T value = (T) state.kept(name, first);
        return value;
    }

    /** {@return the effects so far, for the prover's own tests} */
    EffectLedger ledger() {
        return state.ledger();
    }

    /** Lets the current thread, of a receiver, pass points for the attempt that waits for its answer. */
    void serve() {
        state.serve();
    }

    /** Registers an action for the end of the history. */
    void whenOver(Runnable action) {
        state.whenOver(action);
    }

    /**
     * Lets an effect take place, and answers as its receiver does.
     *
     * @param memory the time for which the receiver remembers a key; null for one that ignores keys
     * @param receiver null for a receiver that remembers nothing else
     */
    @Nullable
    Object effect(
            String name,
            String subject,
            @Nullable String key,
            @Nullable Duration memory,
            @Nullable Supplier<? extends @Nullable Object> receiver) {
        return state.effect(
                name,
                subject,
                key,
                memory,
                receiver,
                () -> new EffectFailedException(name + " failed, or its answer was lost"));
    }
}
