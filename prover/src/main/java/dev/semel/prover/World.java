// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.ClaimIdSource;
import dev.semel.Idempotency;
import dev.semel.IdempotencyBuilder;
import dev.semel.Waiting;
import dev.semel.model.ClaimRequest;
import dev.semel.model.WriteRequest;
import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreException;
import dev.semel.testkit.CountingClaimIds;
import dev.semel.testkit.ManualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The world of one history, under the prover's control: everything that attempts share, and nothing else may they share.
 * For each invocation the prover makes the handler anew, as in a new process, over the same world.
 */
public final class World {

    private static final String STORE = "store";

    private final Scheduler turns;
    private final ManualClock clock;
    private final EffectLedger ledger;
    private final InMemoryStore records = new InMemoryStore();
    private final IdempotencyStore store;
    private final Map<Integer, ClaimIdSource> claimIds = new HashMap<>();
    private final Map<Integer, Random> random = new HashMap<>();
    private final List<Runnable> closing = new ArrayList<>();
    private final Map<String, Object> shared = new HashMap<>();
    private final Map<String, Supplier<? extends Map<String, Integer>>> counted = new HashMap<>();
    private final Set<String> honoured = new HashSet<>();

    World(Scheduler turns, ManualClock clock, EffectLedger ledger) {
        this.turns = turns;
        this.clock = clock;
        this.ledger = ledger;
        this.store = (IdempotencyStore) proxy(
                new Class<?>[] {
                    IdempotencyStore.class,
                    CheckpointStore.class,
                    BatchStore.class,
                    CommitStore.class,
                    ListingStore.class
                },
                records,
                STORE,
                method -> method.getName().equals("name"),
                () -> StoreException.unavailable(
                        records.name(), "call", new IllegalStateException("the prover lost the call or its reply")));
    }

    /** Starts an engine over this world: its store, clock, waiting and claim ids. */
    public IdempotencyBuilder idempotency() {
        return Idempotency.builder(store)
                .clock(clock)
                .waiting(waiting())
                .claimIds(claimIds())
                .jitter(new Random(7));
    }

    /** Returns the store: an {@link InMemoryStore} with all its abilities, each call of which is a point. */
    public IdempotencyStore store() {
        return store;
    }

    /** Returns the clock, which moves only when the prover moves it. */
    public InstantSource clock() {
        return clock;
    }

    /** Returns the way to wait: a pause ends when nothing else can happen. */
    public Waiting waiting() {
        return duration -> {
            Instant until = clock.instant().plus(duration);
            turns.pass(
                    new YieldPoint(YieldPoint.Kind.PAUSE, "pause", "waits " + duration, until), () -> "", () -> null);
        };
    }

    /** Returns unique claim ids: each invocation has its own series, the same in each run. */
    public ClaimIdSource claimIds() {
        return () -> claimIds.computeIfAbsent(turns.attempt(), CountingClaimIds::ofSeries)
                .next();
    }

    /** Returns the randomness of the invocation that asks, other than that of any other one, the same in each run. */
    public Random random() {
        return random.computeIfAbsent(turns.attempt(), attempt -> new Random(StateHash.mix(attempt, 1)));
    }

    /** Returns where the effect {@code name} takes place, at a receiver that takes no notice of effect keys. */
    public EffectPoint effect(String name) {
        return new EffectPoint(this, Objects.requireNonNull(name, "name"), false);
    }

    /**
     * Counts an effect by what is there at the end of a history, such as the items of a table. It has neither effect keys
     * nor order nor attempts: it is for {@link Rule#exactlyOnce}, {@link Rule#atMostOnce} and {@link Rule#recovers}.
     *
     * @param name the effect's name, for rules
     * @param counts how often it took place, by subject; called once, outside of every attempt
     */
    public void effectIn(String name, Supplier<? extends Map<String, Integer>> counts) {
        counted.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(counts, "counts"));
    }

    /** Returns whether an effect is counted by what is there, which has no keys, no order and no attempts. */
    boolean isCounted(String effect) {
        return counted.containsKey(effect);
    }

    void countWhatIsThere() {
        counted.forEach((name, counts) -> counts.get().forEach((subject, times) -> {
            for (int i = 0; i < times; i++) {
                ledger.add(new EffectLedger.Entry(name, subject, null, 0));
            }
        }));
        counted.clear();
    }

    /**
     * Returns what all attempts share under a name, made when it is first asked for, with each call of it a point: for a
     * handler's own store, such as the client of a table. A lost or refused call throws an {@link
     * IllegalStateException}.
     *
     * @param type an interface; only calls through it are points
     */
    public <T> T shared(String name, Class<T> type, Supplier<? extends T> first) {
        return shared(name, type, first, () -> new IllegalStateException("the prover lost the call or its reply"));
    }

    /** As {@link #shared(String, Class, Supplier)}, with the exception of a lost call, as the client's users expect it. */
    public <T> T shared(
            String name, Class<T> type, Supplier<? extends T> first, Supplier<? extends RuntimeException> failure) {
        Object target = made(name, first);
        return type.cast(proxy(new Class<?>[] {type}, target, name, method -> false, failure));
    }

    /**
     * Returns what all attempts share under a name and the prover does not watch, such as what a fake of a receiver counts.
     * It must not decide what the handler does: histories that differ only in it are taken for the same. What decides goes
     * through {@link #shared}.
     */
    public <T> T kept(String name, Supplier<? extends T> first) {
        @SuppressWarnings("unchecked") // by its name it is always made by the same supplier
        T value = (T) made(name, first);
        return value;
    }

    /** Returns what is under a name; to make it, others may be made. */
    private Object made(String name, Supplier<?> first) {
        Object there = shared.get(name);
        if (there == null) {
            there = first.get();
            shared.put(name, there);
        }
        return there;
    }

    EffectLedger ledger() {
        return ledger;
    }

    InMemoryStore records() {
        return records;
    }

    /** Lets something take place when the history is over. */
    void whenOver(Runnable action) {
        closing.add(action);
    }

    void close() {
        closing.forEach(Runnable::run);
    }

    /**
     * Lets an effect take place, with what the receiver does and answers to it.
     *
     * @param receiver null for one that remembers nothing
     */
    @Nullable
    Object effect(
            String name,
            String subject,
            @Nullable String key,
            boolean honoursKeys,
            @Nullable Supplier<? extends @Nullable Object> receiver) {
        String told = name + " " + subject + (key == null ? "" : " key=" + brief(key));
        // What remembers keys or calls may know them from other subjects.
        String thing = honoursKeys || receiver != null ? "receivers" : "effect " + name + " " + subject;
        return turns.pass(
                new YieldPoint(YieldPoint.Kind.EFFECT, thing, told, null),
                () -> {
                    boolean isKnown = honoursKeys && key != null && !honoured.add(name + " " + key);
                    EffectLedger.Entry entry = new EffectLedger.Entry(name, subject, key, turns.attempt());
                    ledger.ask(entry);
                    if (!isKnown) {
                        ledger.add(entry);
                    }
                    return receiver == null ? null : receiver.get();
                },
                () -> new EffectFailedException(name + " failed, or its answer was lost"));
    }

    private static String brief(String text) {
        return text.length() > 12 ? text.substring(0, 12) + "…" : text;
    }

    /**
     * Returns an object whose calls are points.
     *
     * @param isFree which calls none can see
     */
    private Object proxy(
            Class<?>[] types,
            Object target,
            String name,
            Predicate<Method> isFree,
            Supplier<? extends @Nullable RuntimeException> failure) {
        return Proxy.newProxyInstance(types[0].getClassLoader(), types, (proxy, method, arguments) -> {
            if (method.getName().equals("equals") && method.getDeclaringClass() == Object.class) {
                return isSame(proxy, arguments[0]);
            }
            if (method.getDeclaringClass() == Object.class || isFree.test(method)) {
                return invoke(target, method, arguments);
            }
            YieldPoint point = new YieldPoint(YieldPoint.Kind.STORE, name, name + "." + told(method, arguments), null);
            return turns.pass(point, () -> invoke(target, method, arguments), failure);
        });
    }

    /** Returns a call for people, with those of its arguments that are short and always the same. */
    private static String told(Method method, Object @Nullable [] arguments) {
        if (arguments == null) {
            return method.getName();
        }
        String told = Arrays.stream(arguments)
                .map(World::told)
                .filter(argument -> !argument.isEmpty())
                .collect(Collectors.joining(", "));
        return told.isEmpty() ? method.getName() : method.getName() + "(" + told + ")";
    }

    private static String told(@Nullable Object argument) {
        return switch (argument) {
            case String text -> brief(text);
            case Number number -> brief(number.toString());
            case ClaimRequest claim -> claim.key().recordId();
            case WriteRequest write -> write.key().recordId();
            case List<?> requests -> requests.stream().map(World::told).collect(Collectors.joining(", "));
            case null, default -> "";
        };
    }

    @SuppressWarnings("ReferenceEquality") // that is what the identity of a shared object means
    private static boolean isSame(Object proxy, @Nullable Object other) {
        return proxy == other;
    }

    /** Throws what the target threw, checked or not: its method has declared it. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void raise(Throwable thrown) throws X {
        throw (X) thrown;
    }

    static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            World.<RuntimeException>raise(Objects.requireNonNullElse(e.getCause(), e));
            return null; // not reached
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called from here: make its type public", e);
        }
    }
}
