// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.history.Switches;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A handler of the zoo, and its fixed twin.
 *
 * @param rule part of the rule that it breaks
 * @param trace what the history shows of its mistake
 * @param within how many histories it is found in
 */
record Animal(
        String name,
        Function<World, RequestStreamHandler> wrong,
        Function<World, RequestStreamHandler> fixed,
        Source source,
        List<Rule> rules,
        String rule,
        String trace,
        long within) {

    private static final List<Rule> ONE_KEY = List.of(Rule.oneKey("charge"));
    private static final List<Rule> EXACTLY_ONCE = List.of(Rule.exactlyOnce("charge"));
    private static final List<Rule> AT_MOST_ONCE = List.of(Rule.atMostOnce("charge"));

    private static final Function<World, RequestStreamHandler> SEMEL = Zoo::semel;
    private static final Function<World, RequestStreamHandler> STEP_WITH_KEY = Zoo::stepWithKey;
    private static final Function<World, RequestStreamHandler> ATOMIC_PUT = Zoo::atomicPut;
    private static final Function<World, RequestStreamHandler> CLAIMING_WELL = Zoo::claimingWell;

    /** In ten counterexamples found at random, together. */
    static final int MOST_DEVIATIONS_AT_RANDOM = 23;

    static final Animal NAIVE = new Animal(
            "naive",
            Zoo::naive,
            STEP_WITH_KEY,
            Source.asynchronous(),
            EXACTLY_ONCE,
            "exactly once",
            "charge order-1",
            20);
    static final Animal GUARD_BEFORE = new Animal(
            "guard before the work",
            Zoo::guardBefore,
            SEMEL,
            Source.asynchronous(),
            ONE_KEY,
            "no event is lost",
            "table.claim",
            100);
    static final Animal GUARD_AFTER = new Animal(
            "guard after the work",
            Zoo::guardAfter,
            ATOMIC_PUT,
            Source.asynchronous(),
            AT_MOST_ONCE,
            "at most once",
            "table.get",
            100);
    static final Animal CHECK_THEN_PUT = new Animal(
            "check, then put",
            Zoo::checkThenPut,
            ATOMIC_PUT,
            Source.asynchronous(),
            AT_MOST_ONCE,
            "at most once",
            "table.put",
            1_000);
    static final Animal COMPLETION_NOT_CONDITIONAL = new Animal(
            "completion not conditional",
            world -> Zoo.claiming(world, false, true, Duration.ofSeconds(2)),
            CLAIMING_WELL,
            Source.request(),
            List.of(Rule.oneKey("charge"), Rule.equalAnswers()),
            "equal answers",
            "(late) table.put",
            20_000);
    static final Animal DELETED_BY_A_ZOMBIE = new Animal(
            "claim deleted by a zombie",
            world -> Zoo.claiming(world, true, false, Duration.ofSeconds(2)),
            CLAIMING_WELL,
            Source.request(),
            List.of(Rule.oneKey("charge"), Rule.equalAnswers()),
            "equal answers",
            "(late) table.delete",
            20_000);
    static final Animal STEP_WITHOUT_KEY = new Animal(
            "step without an effect key",
            Zoo::stepWithoutKey,
            STEP_WITH_KEY,
            Source.asynchronous(),
            EXACTLY_ONCE,
            "exactly once",
            "store.claim",
            100);
    static final Animal RELEASES_IN_CATCH = new Animal(
            "releases in catch",
            Zoo::releasesInCatch,
            SEMEL,
            Source.asynchronous(),
            ONE_KEY,
            "no event is lost",
            "CRASHES",
            100);
    static final Animal TAKES_A_LOST_REPLY_FOR_A_FAILURE = new Animal(
            "takes a lost reply for a failure",
            world -> Zoo.triesAgain(world, "-again"),
            world -> Zoo.triesAgain(world, ""),
            Source.asynchronous(),
            ONE_KEY,
            "one effect key",
            "REPLY LOST",
            100);
    static final Animal RANDOM_KEY = new Animal(
            "key from randomness",
            Zoo::randomKey,
            SEMEL,
            Source.asynchronous(),
            ONE_KEY,
            "one effect key",
            "store.claim",
            100);
    static final Animal TIMESTAMP_KEY = new Animal(
            "key from the clock",
            Zoo::timestampKey,
            SEMEL,
            Source.asynchronous(),
            ONE_KEY,
            "one effect key",
            "store.claim",
            1_000);
    static final Animal DAY_KEY = new Animal(
            "key from the day", Zoo::dayKey, SEMEL, Source.asynchronous(), ONE_KEY, "one effect key", "2028", 1_000);
    static final Animal SHORT_LEASE = new Animal(
            "lease shorter than the work",
            world -> Zoo.leased(world, Duration.ofSeconds(5)),
            world -> Zoo.leased(world, Duration.ofSeconds(32)),
            Source.asynchronous(),
            List.of(Rule.alone()),
            "another one may still be running",
            "PAUSES",
            20_000);
    static final Animal GOES_ON_IN_THE_GROUP = new Animal(
            "goes on within a group after a failure",
            Zoo::goesOnInTheGroup,
            Zoo::semelFifo,
            Source.fifo(),
            List.of(Rule.inOrder("charge")),
            "take place in it",
            "FAILS",
            100);
    static final Animal ACKNOWLEDGES_IN_PROGRESS = new Animal(
            "in progress is acknowledged",
            Zoo::swallowsInProgress,
            SEMEL,
            Source.asynchronous().redelivery(Duration.ofSeconds(10)),
            ONE_KEY,
            "no event is lost",
            "answers somebody else does it",
            1_000);

    static Stream<Animal> all() {
        return Stream.of(
                NAIVE,
                GUARD_BEFORE,
                GUARD_AFTER,
                CHECK_THEN_PUT,
                COMPLETION_NOT_CONDITIONAL,
                DELETED_BY_A_ZOMBIE,
                STEP_WITHOUT_KEY,
                RELEASES_IN_CATCH,
                TAKES_A_LOST_REPLY_FOR_A_FAILURE,
                RANDOM_KEY,
                TIMESTAMP_KEY,
                DAY_KEY,
                SHORT_LEASE,
                GOES_ON_IN_THE_GROUP,
                ACKNOWLEDGES_IN_PROGRESS);
    }

    static Stream<Animal> foundAtRandom() {
        return Stream.of(NAIVE, GUARD_BEFORE, STEP_WITHOUT_KEY, RELEASES_IN_CATCH, TAKES_A_LOST_REPLY_FOR_A_FAILURE);
    }

    /** Returns how many deviations it takes together to show how the animal breaks, found at random from ten seeds. */
    int deviationsFoundAtRandom(Switches switches) {
        return LongStream.rangeClosed(1, 10)
                .mapToObj(seed -> proof(wrong)
                        .switches(switches)
                        .systematic(1, 0)
                        .random(1_000, seed)
                        .prove())
                .mapToInt(proof ->
                        ((Proof.Broken) proof).counterexample().repetition().split(" ", -1).length)
                .sum();
    }

    /** Starts a proof of the animal or its twin. */
    ProverBuilder proof(Function<World, RequestStreamHandler> handler) {
        ProverBuilder proof = Prover.of(handler)
                .source(source)
                .rules(rules.toArray(Rule[]::new))
                .lapse(Duration.ofSeconds(10));
        if (rules.equals(List.of(Rule.alone()))) {
            proof.unjudged("charge"); // it may be made twice, though never at once
        }
        if (source.kind() == Source.Kind.FIFO) {
            return proof.event("order-1", Zoo.message("order-1"), "customer")
                    .event("order-2", Zoo.message("order-2"), "customer");
        }
        return proof.event("order-1", "order-1");
    }

    Proof attacked() {
        return proof(wrong).prove();
    }

    @Override
    public String toString() {
        return name;
    }
}
