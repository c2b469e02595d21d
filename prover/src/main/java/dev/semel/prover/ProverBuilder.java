// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
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
import org.jspecify.annotations.Nullable;

/** Builds and runs a proof. Not thread-safe. */
public final class ProverBuilder {

    /** So late that a redelivery or a pause comes in another minute, hour, day, month and year. */
    private static final Instant START = Instant.parse("2025-12-31T23:59:45Z");

    private final Function<World, ? extends RequestStreamHandler> handler;
    private Source source = Source.asynchronous();
    private final List<Event> events = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Duration> lapses = new ArrayList<>();
    private Duration killDelay = Duration.ofSeconds(1);
    private int duplicates = 1;
    private long histories = 50_000;
    private int deviations = 3;
    private long random = 2_000;
    private long seed = 1;
    private Duration time = Duration.ofSeconds(60);
    private InstantSource clock = InstantSource.system();
    private Switches switches = Switches.ON;
    private Duration longestTurn = Duration.ofSeconds(20);
    private @Nullable List<Deviation> repeated;

    ProverBuilder(Function<World, ? extends RequestStreamHandler> handler) {
        this.handler = handler;
    }

    /** Sets where events come from. Default: {@link Source#asynchronous()}. */
    public ProverBuilder source(Source eventSource) {
        this.source = Objects.requireNonNull(eventSource, "eventSource");
        return this;
    }

    /** Adds an event; see {@link Event#of(String, String)}. */
    public ProverBuilder event(String subject, String json) {
        events.add(Event.of(subject, json));
        return this;
    }

    /** Adds an event in an order; see {@link Event#of(String, String, String)}. */
    public ProverBuilder event(String subject, String json, String group) {
        events.add(Event.of(subject, json, group));
        return this;
    }

    /** Adds what must hold; each must have something to judge, or the proof is refused. */
    public ProverBuilder rules(Rule... declared) {
        rules.addAll(Arrays.asList(declared));
        return this;
    }

    /**
     * Adds a time that may pass while an attempt is paused, and before a late copy comes when all else is over: such as the
     * lease of a foreign handler, or the time for which it remembers. Always tried: a moment after the function's timeout at
     * which the platform has not ended the invocation yet: the kill delay, less 1 ms.
     */
    public ProverBuilder lapse(Duration lapse) {
        lapses.add(notNegative(lapse, "lapse"));
        return this;
    }

    /** Sets how long after its timeout the platform may let an invocation live. Default: 1 s. */
    public ProverBuilder killDelay(Duration delay) {
        this.killDelay = notNegative(delay, "killDelay");
        return this;
    }

    /** Sets how many more copies of each event may come. Default: 1. */
    public ProverBuilder duplicates(int most) {
        this.duplicates = (int) atLeast(0, most, "duplicates");
        return this;
    }

    /**
     * Sets how much is tried systematically. Default: at most 50,000 histories, with at most 3 deviations at once.
     *
     * @param mostHistories stops in the middle of the last number of deviations
     */
    public ProverBuilder systematic(long mostHistories, int mostDeviations) {
        this.histories = atLeast(1, mostHistories, "mostHistories");
        this.deviations = (int) atLeast(0, mostDeviations, "mostDeviations");
        return this;
    }

    /** Sets how many random histories are tried after that, and from which seed. Default: 2,000, from 1. */
    public ProverBuilder random(long most, long from) {
        this.random = atLeast(0, most, "most");
        this.seed = from;
        return this;
    }

    /** Sets when nothing new is tried any more. Default: 60 s. What was covered until then is said. */
    public ProverBuilder time(Duration most) {
        this.time = notNegative(most, "time");
        return this;
    }

    /** Sets how long the handler may take from one point to the next, in real time. Default: 20 s. */
    public ProverBuilder longestTurn(Duration most) {
        this.longestTurn = notNegative(most, "longestTurn");
        return this;
    }

    /** Sets the clock by which time is measured. Default: the system's. */
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
     * Tries histories until a rule is broken or the limits are reached.
     *
     * @throws IllegalArgumentException if there is no event or no rule, or an event or rule does not fit the source
     * @throws IllegalStateException if a rule had nothing to judge in any history, such as one of an effect that never took
     *     place; or if the handler cannot be controlled
     */
    public Proof prove() {
        List<Deviation> only = repeated;
        return explore(only == null ? Explorer::prove : explorer -> explorer.repeat(only));
    }

    /**
     * Plays one history only, by the line that a {@link Counterexample} ends with: put before {@link #check} it makes a test
     * of that history. {@link #prove} then throws an IllegalArgumentException if it is none of this handler with these
     * settings.
     *
     * @throws IllegalArgumentException if the text is no history
     */
    public ProverBuilder repeating(String repetition) {
        repeated = repetition.isBlank()
                ? List.of()
                : Arrays.stream(repetition.split(" ", -1)).map(Deviation::parse).toList();
        return this;
    }

    /**
     * Proves.
     *
     * @return what was covered
     * @throws AssertionError with the whole report if a rule is broken
     */
    public Coverage check() {
        return switch (prove()) {
            case Proof.Held held -> held.coverage();
            case Proof.Broken broken -> throw new AssertionError(broken.toString());
        };
    }

    private void requireFit(Rule rule) {
        boolean isBatch = source.kind() != Source.Kind.ASYNCHRONOUS && source.kind() != Source.Kind.REQUEST;
        if (rule instanceof Rule.EqualAnswers && isBatch) {
            throw new IllegalArgumentException(
                    "equalAnswers() does not fit a source of batches: the answer of a batch names"
                            + " what failed, and differs between duplicates. Judge the effects");
        }
        if (rule instanceof Rule.InOrder && !hasOrder()) {
            throw new IllegalArgumentException(
                    "inOrder(...) needs two events of one group: say event(subject, json, group)");
        }
    }

    private boolean hasOrder() {
        return events.stream()
                .anyMatch(event -> event.group() != null
                        && events.stream()
                                .anyMatch(other -> event.group().equals(other.group())
                                        && !event.subject().equals(other.subject())));
    }

    private Proof explore(Function<Explorer, Proof> exploration) {
        if (events.isEmpty() || rules.isEmpty()) {
            throw new IllegalArgumentException("A proof needs an event and a rule: say event(...) and rules(...)");
        }
        rules.forEach(this::requireFit);
        List<Duration> all = new ArrayList<>(lapses);
        all.add(source.timeout().plus(killDelay).minusMillis(1));
        ProofSetup setup = new ProofSetup(
                handler,
                source,
                List.copyOf(events),
                new EventDocuments(events, source),
                List.copyOf(rules),
                List.copyOf(all),
                killDelay,
                duplicates,
                START,
                switches,
                longestTurn);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "semel-prover-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            return exploration.apply(new Explorer(
                    setup, new Explorer.Limits(histories, deviations, random, seed, time), clock, threads));
        } finally {
            threads.shutdown();
        }
    }
}
