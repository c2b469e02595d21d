// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.check.Checker;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.Scope;
import dev.semel.prover.history.SharedKeys;
import dev.semel.prover.history.Switches;
import dev.semel.prover.search.Explorer;
import dev.semel.prover.search.ProofSetup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds and runs a proof. Not thread-safe. */
public final class ProverBuilder {

    /** So late on a Sunday that a redelivery or a pause ends in another minute, hour, day, ISO week, month and year. */
    private static final Instant START = Instant.parse("2028-12-31T23:59:45Z");

    private final Function<World, ? extends RequestStreamHandler> handler;
    private final Function<String, String> router;
    private Source source = Source.asynchronous();
    private @Nullable Source sending;
    private final List<Event> events = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> unjudged = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final List<Duration> lapses = new ArrayList<>();
    private Instant start = START;
    private Duration killDelay = Duration.ofSeconds(1);
    private int duplicates = 1;
    private int concurrency = 1;
    private SharedKeys sharedKeys = SharedKeys.NONE;
    private final List<String> setAside = new ArrayList<>();
    private long histories = 500_000;
    private int deviations = 3;
    private long random = 2_000;
    private long seed = 1;
    private int workers = Runtime.getRuntime().availableProcessors();
    private Duration time = Duration.ofMinutes(30);
    private InstantSource clock = InstantSource.system();
    private Switches switches = Switches.ON;
    private Duration longestTurn = Duration.ofSeconds(20);
    private @Nullable List<Deviation> repeated;

    ProverBuilder(Function<World, ? extends RequestStreamHandler> handler) {
        this(handler, document -> "");
    }

    /**
     * Starts a proof.
     *
     * @param router reads the name of the function from the document of an invocation
     */
    ProverBuilder(Function<World, ? extends RequestStreamHandler> handler, Function<String, String> router) {
        this.handler = handler;
        this.router = router;
    }

    /**
     * Sets the event source. Default: {@link Source#asynchronous()}.
     *
     * @param eventSource the source
     * @return this builder
     */
    public ProverBuilder source(Source eventSource) {
        this.source = Objects.requireNonNull(eventSource, "eventSource");
        return this;
    }

    /**
     * Sets the source by which the messages of {@link World#send} come, such as a queue behind a function that callers
     * invoke. Default: the source of the events.
     *
     * @param ofMessages the source; not {@link Source#request()}, which has no messages
     * @return this builder
     * @throws IllegalArgumentException for a source without messages
     */
    public ProverBuilder sending(Source ofMessages) {
        if (ofMessages.kind() == Source.Kind.REQUEST) {
            throw new IllegalArgumentException(
                    "sending(...) needs a source of messages, such as Source.queue(): a caller gets an answer");
        }
        this.sending = ofMessages;
        return this;
    }

    /**
     * Adds an event; see {@link Event#of(String, String)}.
     *
     * @param subject the subject of the event, by the name that effects use
     * @param json the event's document
     * @return this builder
     */
    public ProverBuilder event(String subject, String json) {
        events.add(Event.of(subject, json));
        return this;
    }

    /**
     * Adds an event in an order; see {@link Event#of(String, String, String)}.
     *
     * @param subject the subject of the event, by the name that effects use
     * @param json the event's document
     * @param group the order that it belongs to
     * @return this builder
     */
    public ProverBuilder event(String subject, String json, String group) {
        events.add(Event.of(subject, json, group));
        return this;
    }

    /**
     * Declares subjects whose events have the same idempotency key and different payloads, as when a client takes an
     * old key for a new request. The first of them takes effect; the others must be refused: their effects never take
     * place, and a queue, a stream or an asynchronous invocation brings them to the dead-letter queue, while a caller
     * gets an exception or an HTTP response with a status from 400 on. Without this declaration, a refused event
     * breaks the rules. Effects that are {@link #unjudged} do not count.
     *
     * @param subjects the subjects of one key, two or more
     * @return this builder
     * @throws IllegalArgumentException for fewer than two different subjects
     */
    public ProverBuilder sameKey(String... subjects) {
        sharedKeys = sharedKeys.and(List.of(subjects));
        return this;
    }

    /**
     * Declares effects by which the handler refuses an event of a {@link #sameKey} itself, such as a message to a queue
     * of set-aside events. An event with such an effect may be acknowledged, and must not take effect.
     *
     * @param effects the names of the effects
     * @return this builder
     */
    public ProverBuilder setAside(String... effects) {
        setAside.addAll(Arrays.asList(effects));
        return this;
    }

    /**
     * Adds rules. Each must have something to judge, or the proof is refused. Default: {@link Rule#exactlyOnce} and
     * {@link Rule#recovers} for every effect that takes place in the plain history.
     *
     * @param declared the rules
     * @return this builder
     */
    public ProverBuilder rules(Rule... declared) {
        rules.addAll(Arrays.asList(declared));
        return this;
    }

    /**
     * Declares effects that need no rule. Any other effect that takes place and that no rule names makes the proof
     * {@link Proof.Unfinished}. The report names them in both cases. So it does with a message about whose subject no
     * effect takes place, by the words {@code messages about SUBJECT}, and with a given event of which neither an
     * effect nor a message comes although others send some, by {@code event SUBJECT}.
     *
     * @param effects the names of the effects, or such words
     * @return this builder
     */
    public ProverBuilder unjudged(String... effects) {
        unjudged.addAll(Arrays.asList(effects));
        return this;
    }

    /**
     * Accepts findings of what the handler does outside of the world, such as reading the machine's clock. A finding
     * that is not accepted refuses the proof, and so does a word without a finding. The report names what is accepted.
     *
     * @param words the words by which the refusal names the findings, such as {@code com.acme.Orders.place:Instant.now}
     * @return this builder
     */
    public ProverBuilder accept(String... words) {
        accepted.addAll(Arrays.asList(words));
        return this;
    }

    /**
     * Adds a time that may pass while an attempt is paused, and before a late delivery: such as the lease of a foreign
     * handler, or the time for which it or a receiver remembers. One pause is always tried: until 1 ms before the
     * platform ends that attempt, which is the kill delay after its deadline.
     *
     * @param lapse the time
     * @return this builder
     */
    public ProverBuilder lapse(Duration lapse) {
        lapses.add(notNegative(lapse, "lapse"));
        return this;
    }

    /**
     * Sets the moment at which every history begins. Default: 15 seconds before the end of 2028 in UTC, a Sunday, so
     * that a redelivery or a pause ends in another minute, hour, day, ISO week, month and year. For a handler that
     * uses another zone, set a moment shortly before midnight there.
     *
     * @param moment the moment
     * @return this builder
     */
    public ProverBuilder startingAt(Instant moment) {
        this.start = Objects.requireNonNull(moment, "moment");
        return this;
    }

    /**
     * Sets the longest time for which the platform may let an invocation live after its timeout. Default: 1 s.
     *
     * @param delay the time, not negative
     * @return this builder
     */
    public ProverBuilder killDelay(Duration delay) {
        this.killDelay = notNegative(delay, "killDelay");
        return this;
    }

    /**
     * Sets the number of copies of each event besides the first. Default: 1.
     *
     * @param most the number, at least 0
     * @return this builder
     */
    public ProverBuilder duplicates(int most) {
        this.duplicates = (int) atLeast(0, most, "duplicates");
        return this;
    }

    /**
     * Sets the number of invocations that one instance of the handler serves at once, as on Lambda Managed Instances.
     * With 1, each running invocation has an instance of its own. With more, an invocation that begins beside others
     * goes to a busy instance that has room, and as a deviation to a new one. A crash ends every invocation of its
     * instance. A timeout ends none, as on Managed Instances: the source sees a failure and delivers again, the
     * invocation goes on, and its answer is dropped. As a deviation, an invocation pauses until then. Default: 1.
     *
     * @param most the number, at least 1
     * @return this builder
     */
    public ProverBuilder concurrency(int most) {
        this.concurrency = (int) atLeast(1, most, "concurrency");
        return this;
    }

    /**
     * Sets the scope and the limit of the systematic histories. Default: at most 500,000 histories with at most
     * 3 deviations.
     *
     * @param mostHistories the largest number of histories, at least 1; if it ends the proof before every history of
     *     the scope was played, the proof is {@link Proof.Unfinished}
     * @param mostDeviations the largest number of deviations of a history, at least 0
     * @return this builder
     */
    public ProverBuilder systematic(long mostHistories, int mostDeviations) {
        this.histories = atLeast(1, mostHistories, "mostHistories");
        this.deviations = (int) atLeast(0, mostDeviations, "mostDeviations");
        return this;
    }

    /**
     * Sets the number of random histories after the systematic ones, and their seed. Default: 2,000, from seed 1.
     *
     * @param most the number, at least 0
     * @param from the seed
     * @return this builder
     */
    public ProverBuilder random(long most, long from) {
        this.random = atLeast(0, most, "most");
        this.seed = from;
        return this;
    }

    /**
     * Sets the number of histories that are played at once, each in a world of its own. It changes how long a proof
     * takes, and nothing else of it. What the handler's maker captures is shared by all of them, and must bear that.
     * Default: the number of processors. A proof with {@link World#effectIn} has one, because its histories share what
     * is counted.
     *
     * @param number the number, at least 1
     * @return this builder
     */
    public ProverBuilder workers(int number) {
        this.workers = (int) atLeast(1, number, "number");
        return this;
    }

    /**
     * Sets the time after which no further history begins: a last resort, so that a slow machine does not change what a
     * proof says. Default: 30 minutes. A proof that it ends before every history of the scope was played is
     * {@link Proof.Unfinished}.
     *
     * @param most the time, not negative
     * @return this builder
     */
    public ProverBuilder time(Duration most) {
        this.time = notNegative(most, "time");
        return this;
    }

    /**
     * Sets the longest real time that the handler may take from one point to the next. Default: 20 s.
     *
     * @param most the time, not negative
     * @return this builder
     */
    public ProverBuilder longestTurn(Duration most) {
        this.longestTurn = notNegative(most, "longestTurn");
        return this;
    }

    /**
     * Sets the clock that measures the time a proof takes. Default: the system's clock.
     *
     * @param measuring the clock
     * @return this builder
     */
    public ProverBuilder clock(InstantSource measuring) {
        this.clock = Objects.requireNonNull(measuring, "measuring");
        return this;
    }

    private static Duration notNegative(Duration duration, String name) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, and is " + duration);
        }
        return duration;
    }

    private static long atLeast(long least, long number, String name) {
        if (number < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", and is " + number);
        }
        return number;
    }

    /** Switches parts of the prover off, for its own tests. */
    ProverBuilder switches(Switches off) {
        this.switches = off;
        return this;
    }

    /**
     * Plays histories until a rule is broken or the limits are reached.
     *
     * @return the result
     * @throws IllegalArgumentException if there is no event, or an event or rule does not fit the source
     * @throws IllegalStateException if a rule had nothing to judge in any history, such as a rule of an effect that
     *     never took place; if there is no rule and the plain history has no effect; if the handler cannot be
     *     controlled, or is not deterministic: two runs of the plain history or of a counterexample differ; or if
     *     its code uses what the world does not control, see {@link #accept}
     */
    public Proof prove() {
        List<Deviation> only = repeated;
        return explore(only == null ? Explorer::prove : explorer -> explorer.repeat(only));
    }

    /**
     * Plays one history only, by the line that a {@link Counterexample} ends with. Put before {@link #check}, it makes
     * a test of that history. {@link #prove} then throws an IllegalArgumentException if the handler with these settings
     * has no such history.
     *
     * @param repetition the line, as {@link Counterexample#repetition} returns it
     * @return this builder
     * @throws IllegalArgumentException if the text is no history
     */
    public ProverBuilder repeating(String repetition) {
        repeated = repetition.isBlank()
                ? List.of()
                : Arrays.stream(repetition.split(" ", -1)).map(Deviation::parse).toList();
        return this;
    }

    /**
     * Runs the proof as a test.
     *
     * @return the histories that were played
     * @throws AssertionError with the whole report if a rule is broken, or the proof is unfinished
     */
    public Coverage check() {
        return switch (prove()) {
            case Proof.Held held -> held.coverage();
            case Proof.Broken broken -> throw new AssertionError(broken.toString());
            case Proof.Unfinished unfinished -> throw new AssertionError(unfinished.toString());
        };
    }

    private Proof explore(Function<Explorer, Proof> exploration) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("A proof needs an event: call event(...)");
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "semel-prover-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            DeclaredRules declared = new DeclaredRules(rules);
            return exploration.apply(explorer(declared.isEmpty() ? rulesOfPlainHistory(threads) : declared, threads));
        } finally {
            threads.shutdown();
        }
    }

    private DeclaredRules rulesOfPlainHistory(ExecutorService threads) {
        List<String> needsNone =
                Stream.concat(unjudged.stream(), setAside.stream()).toList();
        return DeclaredRules.ofPlainHistory(explorer(new DeclaredRules(List.of()), threads), needsNone);
    }

    private Explorer explorer(DeclaredRules declared, ExecutorService threads) {
        Scope scope = scope();
        List<Checker> fitting = declared.checkers(scope);
        List<Checker> checkers = switches.judges() ? fitting : List.of();
        ProofSetup setup = new ProofSetup(
                state -> new HandlerInWorld(handler, state), scope, checkers, switches, longestTurn, router);
        Explorer.Limits limits =
                new Explorer.Limits(histories, deviations, random, seed, workers, time, unjudged, accepted);
        return new Explorer(setup, limits, clock, threads);
    }

    private Scope scope() {
        SharedKeys keys = sharedKeys.with(unjudged, setAside);
        keys.requireFit(events);
        Source ofMessages = sending == null ? source : sending;
        return new Scope(source, ofMessages, events, lapses, killDelay, duplicates, concurrency, keys, start);
    }
}
