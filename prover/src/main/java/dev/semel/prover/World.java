// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.ClaimIdSource;
import dev.semel.Idempotency;
import dev.semel.IdempotencyBuilder;
import dev.semel.Waiting;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreException;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The world of one history, under the prover's control: everything that attempts share. They must share nothing else.
 * For each invocation the prover makes the handler anew, as in a new process, over the same world.
 */
public final class World {

    private static final String STORE = "store";

    private final Scheduler scheduler;
    private final ManualClock clock;
    private final EffectLedger ledger;
    private final IdempotencyStore store;
    private final ClaimIdSeries claimIds;
    private final Map<Integer, Random> random = new HashMap<>();
    private final List<Runnable> closing = new ArrayList<>();
    private final Map<String, Object> shared = new HashMap<>();
    private final Map<String, Versions<?>> versions = new HashMap<>();
    private final Map<String, Supplier<? extends Map<String, Integer>>> counted = new HashMap<>();
    private final Map<String, Instant> honoured = new HashMap<>();
    private final Consumer<Event> sending;
    private volatile boolean looksOutside;

    World(Scheduler scheduler, ManualClock clock, EffectLedger ledger, Consumer<Event> sending) {
        this.sending = sending;
        this.scheduler = scheduler;
        this.clock = clock;
        this.ledger = ledger;
        this.claimIds = new ClaimIdSeries(scheduler);
        this.store = recordedStore();
    }

    private IdempotencyStore recordedStore() {
        InMemoryStore records = new InMemoryStore();
        RecordedProxy proxy = new RecordedProxy(
                scheduler,
                STORE,
                method -> method.getName().equals("name"),
                () -> StoreException.unavailable(
                        records.name(), "call", new IllegalStateException("the prover lost the call or its reply")));
        return (IdempotencyStore) proxy.of(
                records,
                IdempotencyStore.class,
                CheckpointStore.class,
                BatchStore.class,
                CommitStore.class,
                RepairStore.class);
    }

    /**
     * Starts an engine over this world: its store, clock, waiting and claim ids.
     *
     * @return a builder of the engine
     */
    public IdempotencyBuilder idempotency() {
        scheduler.look();
        return Idempotency.builder(store)
                .withoutLog()
                .clock(clock)
                .waiting(waiting())
                .claimIds(claimIds())
                .recorder(executor())
                .jitter(new Random(7));
    }

    /** {@return the store: an {@link InMemoryStore} with all its abilities, each call of which is a point} */
    public IdempotencyStore store() {
        scheduler.look();
        return store;
    }

    /** {@return the clock, which moves only when the prover moves it} */
    public InstantSource clock() {
        scheduler.look();
        return clock;
    }

    /** {@return the way to wait: a pause ends when nothing else can happen} */
    public Waiting waiting() {
        scheduler.look();
        return duration -> {
            Instant until = clock.instant().plus(duration);
            scheduler.pass(new YieldPoint(YieldPoint.Kind.PAUSE, "pause", "", "waits " + duration, until));
        };
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
        scheduler.look();
        return new TaskExecutor(scheduler);
    }

    /** {@return unique claim ids: each invocation has a series of its own, the same in each run} */
    public ClaimIdSource claimIds() {
        scheduler.look();
        return claimIds;
    }

    /** {@return the randomness of the current invocation: each has a series of its own, the same in each run} */
    public Random random() {
        scheduler.look();
        return random.computeIfAbsent(scheduler.attempt(), attempt -> new Random(StateHash.mix(attempt, 1)));
    }

    /**
     * Returns the point of an effect, at a receiver that ignores effect keys.
     *
     * @param name the effect's name, for rules
     * @return the point
     */
    public EffectPoint effect(String name) {
        scheduler.look();
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
        scheduler.look();
        Objects.requireNonNull(event, "event");
        scheduler.pass(
                new YieldPoint(YieldPoint.Kind.EFFECT, "messages", "messages", "sends " + event.subject(), null),
                () -> {
                    refusing(() -> sending.accept(event));
                    return "";
                },
                LostCalls.of(World.class));
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
        scheduler.look();
        looksOutside = true;
        counted.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(counts, "counts"));
    }

    /** Does something whose wrong arguments are a mistake of the proof, whatever the handler makes of the exception. */
    private void refusing(Runnable action) {
        try {
            action.run();
        } catch (IllegalArgumentException wrong) {
            scheduler.refuse(wrong);
            throw wrong;
        }
    }

    /** {@return the effects that are counted at the end, and so have no keys, no order and no attempts} */
    Set<String> countedEffects() {
        return Set.copyOf(counted.keySet());
    }

    /** Adds the counted effects to the ledger. */
    void countEffects() {
        counted.forEach((name, counts) -> counts.get().forEach((subject, times) -> {
            for (int i = 0; i < times; i++) {
                ledger.add(EffectLedger.Entry.counted(name, subject));
            }
        }));
        counted.clear();
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
        scheduler.look();
        Object target = objectOf(name, first);
        return type.cast(new RecordedProxy(scheduler, name, method -> false, failure).of(target, type));
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
        scheduler.look();
        refusing(() -> Versions.check(type, reads));
        Versions<?> target = versions.computeIfAbsent(name, unused -> new Versions<T>(first.get(), reads));
        shared.put(name, target.object());
        return type.cast(
                new RecordedProxy(scheduler, name, method -> false, LostCalls.of(type)).ofVersions(target, type));
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
        scheduler.look();
        @SuppressWarnings("unchecked") // by its name it is always made by the same supplier
        T value = (T) objectOf(name, first);
        return value;
    }

    /** {@return the object under a name; making it may make others} */
    private Object objectOf(String name, Supplier<?> first) {
        Object there = shared.get(name);
        if (there == null) {
            there = first.get();
            shared.put(name, there);
        }
        return there;
    }

    /** {@return an object under a name, itself and not the watched one; null for none} */
    @Nullable
    Object object(String name) {
        return shared.get(name);
    }

    /** {@return whether an effect is counted, by what may be shared with other worlds} */
    boolean looksOutside() {
        return looksOutside;
    }

    EffectLedger ledger() {
        return ledger;
    }

    /** Lets the current thread, of a receiver, pass points for the attempt that waits for its answer. */
    void serve() {
        scheduler.serve();
    }

    /** Registers an action for the end of the history. */
    void whenOver(Runnable action) {
        closing.add(action);
    }

    /** {@return whether an effect under a key took place within the receiver's memory; if not, remembers this one} */
    private boolean isKnown(String key, Duration memory) {
        Instant now = clock.instant();
        Instant since = honoured.get(key);
        if (since != null && Duration.between(since, now).compareTo(memory) < 0) {
            return true;
        }
        honoured.put(key, now);
        return false;
    }

    void close() {
        closing.forEach(Runnable::run);
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
        String label = name + " " + subject + (key == null ? "" : " key=" + RecordedProxy.brief(key));
        // A receiver that remembers keys or calls may know them from other subjects.
        String resource = memory != null || receiver != null ? "receivers" : "effect " + name + " " + subject;
        return scheduler.pass(
                new YieldPoint(YieldPoint.Kind.EFFECT, resource, "receiver of " + name, label, null),
                () -> {
                    boolean isKnown = memory != null && key != null && isKnown(name + " " + key, memory);
                    EffectLedger.Entry entry = new EffectLedger.Entry(name, subject, key, scheduler.attempt());
                    ledger.request(entry);
                    if (!isKnown) {
                        ledger.add(entry);
                    }
                    return receiver == null ? null : receiver.get();
                },
                () -> new EffectFailedException(name + " failed, or its answer was lost"));
    }
}
