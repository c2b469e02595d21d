// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that only the true behaviour of a source shows; each is missed without that piece of the prover. */
final class SourceZooTest {

    /**
     * A case.
     *
     * @param rule part of the rule that the wrong handler breaks
     * @param within how many histories it is found in
     * @param needed the kinds of deviation without all of which it is missed; none if another test shows that
     */
    record Case(
            String name,
            Function<World, RequestStreamHandler> wrong,
            Function<World, RequestStreamHandler> fixed,
            Function<Function<World, RequestStreamHandler>, ProverBuilder> proof,
            String rule,
            long within,
            int deviations,
            Set<ProverAction> needed) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Function<Function<World, RequestStreamHandler>, ProverBuilder> of(
            Source source, String document, Rule... rules) {
        return handler -> Prover.of(handler)
                .source(source)
                .event("order-1", document)
                .rules(rules)
                .unjudged("charge");
    }

    static Stream<Case> cases() {
        String message = Zoo.message("order-1");
        Rule oneKey = Rule.oneKey("charge");
        return Stream.of(
                new Case(
                        "waits before it claims",
                        world -> SourceZoo.waitsBeforeItClaims(world, Duration.ZERO),
                        world -> SourceZoo.waitsBeforeItClaims(world, Duration.ofSeconds(2)),
                        handler -> of(Source.asynchronous(), "order-1", Rule.alone())
                                .apply(handler)
                                .lapse(Duration.ofMillis(30_999)), // what was tried before, for every attempt alike
                        "another one may still be running",
                        1_000,
                        2,
                        Set.of(ProverAction.FREEZE_UNTIL_KILL)),
                new Case(
                        "acknowledges what is in progress elsewhere",
                        world -> SourceZoo.inProgressElsewhere(world, true),
                        world -> SourceZoo.inProgressElsewhere(world, false),
                        of(Source.queue(), message, oneKey, Rule.recovers("charge")),
                        "no event is lost",
                        1_000,
                        2,
                        Set.of(ProverAction.DUPLICATE)),
                new Case(
                        "leaves a message to its latest receive",
                        world -> SourceZoo.leavesItToTheLatestReceive(world, true),
                        world -> SourceZoo.leavesItToTheLatestReceive(world, false),
                        of(Source.queue(), message, oneKey),
                        "no event is lost",
                        20_000,
                        3,
                        Set.of(ProverAction.DELETE_BY_OLD_RECEIPT)),
                new Case(
                        "takes a stale read for the truth",
                        world -> SourceZoo.trustsAStaleRead(world, true),
                        world -> SourceZoo.trustsAStaleRead(world, false),
                        of(Source.asynchronous(), "order-1", Rule.alone()),
                        "another one may still be running",
                        1_000,
                        3,
                        Set.of(ProverAction.STALE_READ)),
                new Case(
                        "key from the receipt handle",
                        world -> SourceZoo.keyedBy(world, "receiptHandle"),
                        world -> SourceZoo.keyedBy(world, "messageId"),
                        of(Source.queue(), message, oneKey),
                        "one effect key",
                        100,
                        1,
                        Set.of()),
                new Case(
                        "key from the request id of the gateway",
                        world -> SourceZoo.keyedByRequest(world, true),
                        world -> SourceZoo.keyedByRequest(world, false),
                        of(Source.request(), SourceZoo.request("order-1"), oneKey),
                        "one effect key",
                        100,
                        1,
                        Set.of()),
                new Case(
                        "gives up quietly in an outage",
                        world -> SourceZoo.retries(world, true),
                        world -> SourceZoo.retries(world, false),
                        of(Source.asynchronous(), "order-1", Rule.exactlyOnce("charge"), Rule.recovers("charge")),
                        "no event is lost",
                        100,
                        2,
                        Set.of(ProverAction.OUTAGE)),
                new Case(
                        "marks an order in a field before its work",
                        world -> SourceZoo.remembersInAField(world, true),
                        world -> SourceZoo.remembersInAField(world, false),
                        of(Source.asynchronous(), "order-1", Rule.exactlyOnce("charge")),
                        "no event is lost",
                        1_000,
                        2,
                        Set.of(ProverAction.WARM)),
                new Case(
                        "skips for good what once failed",
                        world -> SourceZoo.marksWhatFailed(world, true),
                        world -> SourceZoo.marksWhatFailed(world, false),
                        handler -> of(Source.asynchronous().tries(1), "order-1", Rule.exactlyOnce("charge"))
                                .apply(handler)
                                .duplicates(0),
                        "no event is lost",
                        1_000,
                        2,
                        Set.of(ProverAction.REDRIVE)),
                new Case(
                        "redelivery after the receiver's memory",
                        world -> SourceZoo.keyOfTheHour(world, Duration.ofHours(1)),
                        world -> SourceZoo.keyOfTheHour(world, Duration.ofDays(1)),
                        handler -> of(Source.asynchronous(), "order-1", Rule.exactlyOnce("charge"))
                                .apply(handler)
                                .duplicates(0)
                                .lapse(Duration.ofHours(2)),
                        "exactly once",
                        1_000,
                        2,
                        Set.of(ProverAction.LAPSE, ProverAction.FREEZE_AND_LAPSE)),
                new Case(
                        "goes on after its timeout",
                        world -> SourceZoo.marksUnderALease(world, false),
                        world -> SourceZoo.marksUnderALease(world, true),
                        handler -> of(Source.asynchronous(), "order-1", Rule.atMostOnce("charge"))
                                .apply(handler)
                                .concurrency(2),
                        "at most once",
                        100,
                        2,
                        Set.of(ProverAction.FREEZE_PAST_TIMEOUT)),
                new Case(
                        "guards an order within its instance",
                        world -> SourceZoo.guardsWithinItsInstance(world, false),
                        world -> SourceZoo.guardsWithinItsInstance(world, true),
                        handler -> of(Source.asynchronous().tries(2), "order-1", Rule.atMostOnce("charge"))
                                .apply(handler)
                                .duplicates(0)
                                .concurrency(2),
                        "at most once",
                        1_000,
                        2,
                        Set.of(ProverAction.APART)));
    }

    private static ProverBuilder proof(Case animal, Function<World, RequestStreamHandler> handler) {
        return animal.proof()
                .apply(handler)
                .systematic(100_000, animal.deviations())
                .random(0, 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mistakeIsFoundAndItsTwinHolds(Case animal) {
        Proof proof = proof(animal, animal.wrong()).prove();
        System.out.println(animal + ": " + proof);
        assertThat(proof).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.counterexample().violation().rule()).contains(animal.rule());
            assertThat(broken.coverage().systematic()).isLessThanOrEqualTo(animal.within());
        });
        Proof held = proof(animal, animal.fixed()).prove();
        System.out.println(animal + ", fixed: " + held);
        assertThat(held).isInstanceOf(Proof.Held.class);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mistakeIsMissedWithoutItsPiece(Case animal) {
        if (!animal.needed().isEmpty()) {
            Switches without = Switches.without(animal.needed());
            assertThat(proof(animal, animal.wrong()).switches(without).prove()).isInstanceOf(Proof.Held.class);
        }
    }

    // ---- what the documented three lines find ----

    private static Proof threeLines(Function<World, RequestStreamHandler> handler, Source source, Rule... rules) {
        return Prover.of(handler)
                .source(source)
                .event("order-1", "order-1")
                .rules(rules)
                .systematic(20_000, 1)
                .prove();
    }

    @Test
    void eventThatIsGivenUpAfterOneFaultIsFoundByRecoversOnly() {
        Rule[] rules = {Rule.oneKey("charge"), Rule.recovers("charge")};
        assertThat(threeLines(SourceZoo::claimsForEver, Source.asynchronous(), rules))
                .isInstanceOf(Proof.Broken.class);
        assertThat(threeLines(SourceZoo::cachesFailures, Source.request(), rules)
                        .toString())
                .contains("takes place while the source has tries left");
        for (Source source : List.of(Source.asynchronous(), Source.request())) {
            assertThat(threeLines(Zoo::semel, source, rules)).isInstanceOf(Proof.Held.class);
        }
        Rule[] without = Arrays.copyOf(rules, 1);
        assertThat(threeLines(SourceZoo::cachesFailures, Source.request(), without))
                .isInstanceOf(Proof.Held.class);
    }

    // ---- two events ----

    private static ProverBuilder twoOrders(Function<World, RequestStreamHandler> handler, Source source) {
        return Prover.of(handler)
                .source(source)
                .event("order-1", Zoo.message("order-1"))
                .event("order-2", Zoo.message("order-2"))
                .systematic(100_000, 1)
                .random(0, 1);
    }

    @Test
    void queueDeliversTwoEventsInOneBatch() {
        Proof proof = twoOrders(world -> SourceZoo.handlesTheFirst(world, true), Source.queue())
                .prove();
        assertThat(proof.toString()).contains("order-2 was acknowledged, and 'charge' never took place for it");
        assertThat(twoOrders(
                                world -> SourceZoo.handlesTheFirst(world, true),
                                Source.queue().batchSize(1))
                        .prove())
                .isInstanceOf(Proof.Held.class);
        assertThat(twoOrders(world -> SourceZoo.handlesTheFirst(world, false), Source.queue())
                        .prove())
                .isInstanceOf(Proof.Held.class);
    }

    private static Proof tenants(boolean keysByTenant) {
        return Prover.of(world -> SourceZoo.tenants(world, keysByTenant))
                .event("blue order-1", "blue order-1")
                .event("green order-1", "green order-1")
                .rules(Rule.oneKey("charge"))
                .systematic(100_000, 1)
                .random(0, 1)
                .prove();
    }

    @Test
    void keyWithoutItsTenantIsFoundInThePlainHistory() {
        assertThat(tenants(false)).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.counterexample().repetition()).isEmpty();
            assertThat(broken.toString()).contains("green order-1 was acknowledged, and 'charge' never took place");
        });
        assertThat(tenants(true)).isInstanceOf(Proof.Held.class);
    }

    // ---- several invocations at once in one instance ----

    private static ProverBuilder atOnce(Function<World, RequestStreamHandler> handler, int concurrency) {
        return Prover.of(handler)
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(Rule.exactlyOnce("charge"))
                .systematic(100_000, 2)
                .random(0, 1)
                .concurrency(concurrency);
    }

    @Test
    void fieldThatHoldsOneInvocationsOrderIsFoundWhereAnInstanceServesTwoAtOnce() {
        Proof proof =
                atOnce(world -> SourceZoo.keepsTheOrderInAField(world, true), 2).prove();
        System.out.println(proof);
        assertThat(proof).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.coverage().systematic()).isLessThanOrEqualTo(100);
            assertThat(broken.toString()).contains("in the BUSY instance of #", "local variables");
        });
        assertThat(atOnce(world -> SourceZoo.keepsTheOrderInAField(world, true), 1)
                        .prove())
                .as("is missed where each invocation has an instance of its own")
                .isInstanceOf(Proof.Held.class);
        Proof held = atOnce(world -> SourceZoo.keepsTheOrderInAField(world, false), 2)
                .prove();
        System.out.println(held);
        assertThat(held).isInstanceOf(Proof.Held.class);
        assertThat(held.coverage().reach().troubles().get("own instance beside one with room"))
                .isPositive();
    }

    @Test
    void timeoutEndsTheProcessOnlyWhereAnInstanceServesOneInvocation() {
        ProverBuilder proof = Prover.of(world -> SourceZoo.marksUnderALease(world, false))
                .event("order-1", "order-1")
                .rules(Rule.atMostOnce("charge"))
                .systematic(100_000, 2)
                .random(200, 1);
        assertThat(proof.prove()).isInstanceOf(Proof.Held.class);
        Proof found = proof.concurrency(2).prove();
        System.out.println(found);
        assertThat(found.toString()).contains("TIMES OUT for its source, and goes on", "in the BUSY instance of #1");
        Proof held = Prover.of(world -> SourceZoo.marksUnderALease(world, true))
                .event("order-1", "order-1")
                .rules(Rule.atMostOnce("charge"))
                .concurrency(2)
                .repeating("1.2.0:FREEZE_PAST_TIMEOUT:0")
                .prove();
        assertThat(held.toString()).startsWith("No violation").contains("begun before, which the platform drops");
    }

    /** The promise of a lease ends with the process, so there is none where no process ends. */
    @Test
    void noLeaseKeepsAnInvocationAloneThatGoesOnAfterItsTimeout() {
        ProverBuilder proof = Prover.of(Zoo::semel)
                .event("order-1", "order-1")
                .rules(Rule.alone())
                .unjudged("charge")
                .systematic(10_000, 1)
                .random(0, 1);
        assertThat(proof.prove()).isInstanceOf(Proof.Held.class);
        assertThat(proof.concurrency(2).prove().toString())
                .contains("made 'charge' for order-1 while attempt 1 was running", "no lease covers that");
    }

    @Test
    void invocationThatWaitsForTheLockOfAnotherOneLetsItGoOn() {
        Proof held = atOnce(SourceZoo::locksTheInstance, 2).prove();
        System.out.println(held);
        assertThat(held).isInstanceOf(Proof.Held.class);
    }

    @Test
    @SuppressWarnings("LockNotBeforeTry") // the mistake that is refused
    void lockThatAnInvocationKeepsBeyondItsEndIsRefused() {
        ProverBuilder proof = atOnce(
                world -> {
                    ReentrantLock lock = new ReentrantLock();
                    return Zoo.handler((order, context) -> {
                        lock.lock();
                        world.effect("charge").honouringKeys().happen(order, order);
                        lock.unlock(); // never, after a failure
                        return "charged";
                    });
                },
                2);
        assertThatThrownBy(proof::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended and holds a lock");
    }

    @Test
    void crashEndsEveryInvocationOfItsInstance() {
        Rule oneMinuteLater = Rule.that(
                "charges of the redeliveries only",
                end -> end.effects().stream().map(EndOfHistory.MadeEffect::key).allMatch("at 60 s"::equals),
                "charge");
        ProverBuilder proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    long now = Duration.between(Instant.EPOCH, world.clock().instant())
                            .toSeconds();
                    world.effect("charge").happen(order, "at " + now + " s");
                    return "charged";
                }))
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(oneMinuteLater)
                .startingAt(Instant.EPOCH)
                .repeating("1.1.0:FREEZE:0 2.1.0:CRASH_BEFORE:0");
        assertThat(proof.concurrency(2).prove()).isInstanceOf(Proof.Held.class);
        assertThat(proof.concurrency(1).prove().toString()).contains("charge of order-1");
    }

    // ---- one key for two payloads ----

    private static ProverBuilder amounts(boolean compares, boolean answers, Source source) {
        return Prover.of(world -> SourceZoo.amounts(world, compares, answers))
                .source(source)
                .event("order-1 100", "order-1 100")
                .event("order-1 200", "order-1 200")
                .rules(Rule.oneKey("charge"), Rule.recovers("charge"))
                .systematic(100_000, 1)
                .random(200, 1);
    }

    @Test
    void keyThatIsTakenForAnotherPayloadMustBeRefused() {
        for (Source source : List.of(Source.asynchronous(), Source.request())) {
            boolean answers = source.kind() == Source.Kind.REQUEST;
            ProverBuilder right = amounts(true, answers, source).sameKey("order-1 100", "order-1 200");
            Proof held = right.prove();
            System.out.println(held);
            assertThat(held).isInstanceOf(Proof.Held.class);
            ProverBuilder wrong = amounts(false, answers, source).sameKey("order-1 100", "order-1 200");
            assertThat(wrong.prove().toString())
                    .contains("order-1 200 was acknowledged, and 'charge' never took place for it");
            assertThat(amounts(true, answers, source).prove())
                    .as("a refusal that is not declared breaks the rules")
                    .isInstanceOf(Proof.Broken.class);
        }
        ProverBuilder keyedByAll = Prover.of(world -> SourceZoo.tenants(world, true))
                .event("blue order-1", "blue order-1")
                .event("green order-1", "green order-1")
                .rules(Rule.oneKey("charge"))
                .sameKey("blue order-1", "green order-1");
        assertThat(keyedByAll.prove().toString())
                .contains("Broken: one payload of a key takes effect", "blue order-1 and for green order-1");
    }

    /** Its receiver honours keys, so nothing but the answer shows that the second payload was taken for the first. */
    private static ProverBuilder takesAnotherPayload(Source source, Rule rule) {
        return Prover.of(world -> Zoo.handler((event, context) -> {
                    String key = event.split(" ", 2)[0];
                    world.effect("charge").honouringKeys().happen(event, key);
                    return "charged " + event;
                }))
                .source(source)
                .event("order-1 100", "order-1 100")
                .event("order-1 200", "order-1 200")
                .rules(rule)
                .sameKey("order-1 100", "order-1 200")
                .systematic(100_000, 1)
                .random(0, 1);
    }

    @Test
    void answerThatDiffersIsNoRefusalAndARefusalIsJudgedUnderEveryRule() {
        assertThat(takesAnotherPayload(Source.request(), Rule.exactlyOnce("charge"))
                        .prove()
                        .toString())
                .contains("order-1 200 was acknowledged, and 'charge' never took place for it");
        assertThat(takesAnotherPayload(Source.asynchronous(), Rule.atMostOnce("charge"))
                        .prove()
                        .toString())
                .contains("order-1 200 was acknowledged, though order-1 100 took effect under their key");
    }

    /** Refuses another payload by a message to a queue of set-aside events, and tells the customer. */
    private static ProverBuilder setsAside(boolean compares, boolean both) {
        return Prover.of(world -> SourceZoo.amounts(world, compares, (event, refused) -> {
                    world.effect("set-aside").honouringKeys().happen(event, event);
                    world.effect("mail").honouringKeys().happen(event, event);
                    if (both) {
                        world.effect("charge").happen(event, event);
                    }
                    return "set aside";
                }))
                .event("order-1 100", "order-1 100")
                .event("order-1 200", "order-1 200")
                .rules(Rule.oneKey("charge"), Rule.recovers("charge"))
                .sameKey("order-1 100", "order-1 200")
                .systematic(100_000, 1)
                .random(200, 1);
    }

    @Test
    void eventThatTheHandlerSetsAsideIsRefusedAndEffectsOfTheRefusedOneAreJudgedOrNamed() {
        assertThat(setsAside(true, false).unjudged("mail").prove().toString())
                .as("an effect that is not declared as a refusal is an effect")
                .contains("one payload of a key takes effect");
        assertThat(setsAside(true, false).setAside("set-aside").prove().toString())
                .as("a mail that is not declared is an effect too")
                .contains("one payload of a key takes effect");
        Proof held =
                setsAside(true, false).setAside("set-aside").unjudged("mail").prove();
        System.out.println(held);
        assertThat(held).isInstanceOf(Proof.Held.class);
        assertThat(held.toString())
                .contains("one key for order-1 100 and for order-1 200")
                .contains("Not judged: mail");
        assertThat(setsAside(true, true)
                        .setAside("set-aside")
                        .unjudged("mail")
                        .prove()
                        .toString())
                .contains("one payload of a key takes effect");
        assertThat(setsAside(false, false)
                        .setAside("set-aside")
                        .unjudged("mail")
                        .prove()
                        .toString())
                .contains("order-1 200 was acknowledged");
        assertThatThrownBy(() -> setsAside(true, false)
                        .setAside("set-asied", "set-aside")
                        .unjudged("mail")
                        .prove())
                .hasMessageContaining("set-asied")
                .hasMessageContaining("had nothing to judge");
    }

    @Test
    void eventThatTookEffectMustNotBeSetAsideToo() {
        ProverBuilder proof = Prover.of(world -> Zoo.handler((event, context) -> {
                    boolean isFirst = Zoo.table(world).claim("order-1", Zoo.mark(world, event), Instant.MAX);
                    if (isFirst) {
                        world.effect("charge").honouringKeys().happen(event, "order-1");
                    }
                    world.effect("set-aside").honouringKeys().happen(event, event);
                    return "done";
                }))
                .event("order-1 100", "order-1 100")
                .event("order-1 200", "order-1 200")
                .rules(Rule.atMostOnce("charge"))
                .sameKey("order-1 100", "order-1 200")
                .setAside("set-aside");
        assertThat(proof.prove().toString()).contains("order-1 100 took effect and was set aside too");
    }

    @Test
    void subjectsOfOneKeyAreChecked() {
        ProverBuilder proof = amounts(true, false, Source.asynchronous());
        assertThatThrownBy(() -> proof.sameKey("order-1 100", "order-1 100"))
                .hasMessageContaining("two or more different subjects");
        assertThatThrownBy(() -> amounts(true, false, Source.asynchronous())
                        .sameKey("order-1 100", "order-1 300")
                        .prove())
                .hasMessageContaining("no event is about 'order-1 300'");
        assertThatThrownBy(() -> amounts(true, false, Source.asynchronous())
                        .sameKey("order-1 100", "order-1 200")
                        .sameKey("order-1 200", "order-1 100")
                        .prove())
                .hasMessageContaining("has two keys");
        assertThatThrownBy(() -> amounts(true, false, Source.asynchronous())
                        .setAside("parked")
                        .prove())
                .hasMessageContaining("setAside(...) needs sameKey(...)");
    }
}
