// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import dev.semel.ClaimIdSource;
import dev.semel.Waiting;
import dev.semel.prover.Event;
import dev.semel.prover.StaleReads;
import dev.semel.prover.text.Hashes;
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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the attempts of one history share. A handler reaches it through the history's {@code World}; the
 * prover reads here what the handler left behind.
 */
public final class WorldState {

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

    /**
     * Makes the state with which a history begins.
     *
     * @param sending hands a message to the source of messages
     */
    public WorldState(Scheduler scheduler, ManualClock clock, EffectLedger ledger, Consumer<Event> sending) {
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

    // ---- the handler's side ----

    /** Takes note of the code that calls, in a history that is watched. */
    public void look() {
        scheduler.look();
    }

    /** {@return the store, each call of which is a point} */
    public IdempotencyStore store() {
        return store;
    }

    /** {@return the clock, which moves only when the prover moves it} */
    public InstantSource clock() {
        return clock;
    }

    /** {@return the way to wait: a pause is a point} */
    public Waiting waiting() {
        return duration -> {
            Instant until = clock.instant().plus(duration);
            scheduler.pass(new YieldPoint(YieldPoint.Kind.PAUSE, "pause", "", "waits " + duration, until));
        };
    }

    /** {@return a new executor, whose tasks the prover lets run} */
    public ExecutorService executor() {
        return new TaskExecutor(scheduler);
    }

    /** {@return the claim ids, a series for each attempt} */
    public ClaimIdSource claimIds() {
        return claimIds;
    }

    /** {@return the randomness of the attempt that runs} */
    public Random random() {
        return random.computeIfAbsent(scheduler.attempt(), attempt -> new Random(Hashes.mix(attempt, 1)));
    }

    /** Sends a message; the call is a point, and a lost one throws what {@code failing} makes. */
    public void send(Event event, Supplier<? extends RuntimeException> failing) {
        scheduler.pass(
                new YieldPoint(YieldPoint.Kind.EFFECT, "messages", "messages", "sends " + event.subject(), null),
                () -> {
                    refusing(() -> sending.accept(event));
                    return "";
                },
                failing);
    }

    /** Counts an effect by its traces at the end of the history. */
    public void effectIn(String name, Supplier<? extends Map<String, Integer>> counts) {
        looksOutside = true;
        counted.put(name, counts);
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

    /** {@return the object under a name, made at its first use, each call of which is a point} */
    public <T> T shared(
            String name, Class<T> type, Supplier<? extends T> first, Supplier<? extends RuntimeException> failure) {
        Object target = kept(name, first);
        return type.cast(new RecordedProxy(scheduler, name, method -> false, failure).of(target, type));
    }

    /** {@return the object under a name, made at its first use, some of whose reads may be stale} */
    public <T> T shared(
            String name,
            Class<T> type,
            Supplier<? extends T> first,
            StaleReads<T> reads,
            Supplier<? extends RuntimeException> failure) {
        refusing(() -> Versions.check(type, reads));
        Versions<?> target = versions.computeIfAbsent(name, unused -> new Versions<T>(first.get(), reads));
        shared.put(name, target.object());
        return type.cast(new RecordedProxy(scheduler, name, method -> false, failure).ofVersions(target, type));
    }

    /** {@return the object under a name, made at its first use, itself; making it may make others} */
    public Object kept(String name, Supplier<?> first) {
        Object there = shared.get(name);
        if (there == null) {
            there = first.get();
            shared.put(name, there);
        }
        return there;
    }

    /** Lets the current thread, of a receiver, pass points for the attempt that waits for its answer. */
    public void serve() {
        scheduler.serve();
    }

    /** Registers an action for the end of the history. */
    public void whenOver(Runnable action) {
        closing.add(action);
    }

    /**
     * Lets an effect take place, and answers as its receiver does.
     *
     * @param memory the time for which the receiver remembers a key; null for one that ignores keys
     * @param receiver null for a receiver that remembers nothing else
     * @param failing makes the exception of an effect that fails, or whose answer is lost
     */
    public @Nullable Object effect(
            String name,
            String subject,
            @Nullable String key,
            @Nullable Duration memory,
            @Nullable Supplier<? extends @Nullable Object> receiver,
            Supplier<? extends RuntimeException> failing) {
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
                failing);
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

    // ---- the prover's side ----

    /** {@return the effects that are counted at the end, and so have no keys, no order and no attempts} */
    public Set<String> countedEffects() {
        return Set.copyOf(counted.keySet());
    }

    /** Adds the counted effects to the ledger. */
    public void countEffects() {
        counted.forEach((name, counts) -> counts.get().forEach((subject, times) -> {
            for (int i = 0; i < times; i++) {
                ledger.add(EffectLedger.Entry.counted(name, subject));
            }
        }));
        counted.clear();
    }

    /** {@return the effects so far} */
    public EffectLedger ledger() {
        return ledger;
    }

    /** {@return an object under a name, itself and not the watched one; null for none} */
    public @Nullable Object object(String name) {
        return shared.get(name);
    }

    /** {@return whether an effect is counted, by what may be shared with other worlds} */
    public boolean looksOutside() {
        return looksOutside;
    }

    /** Ends the history. */
    public void close() {
        closing.forEach(Runnable::run);
    }
}
