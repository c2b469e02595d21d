// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.ForgetfulOrders;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake gets the hint of its cause, and the lines of code that matter. */
final class HintsTest {

    private static final Map<Animal, String> OF_ANIMALS = Map.ofEntries(
            Map.entry(Animal.NAIVE, "before that was recorded"),
            Map.entry(Animal.GUARD_BEFORE, "a catch block does not run then"),
            Map.entry(Animal.GUARD_AFTER, "before that was recorded"),
            Map.entry(Animal.CHECK_THEN_PUT, "a look before a write"),
            Map.entry(Animal.COMPLETION_NOT_CONDITIONAL, "conditional on its own claim"),
            Map.entry(Animal.DELETED_BY_A_ZOMBIE, "conditional on its own claim"),
            Map.entry(Animal.STEP_WITHOUT_KEY, "before that was recorded"),
            Map.entry(Animal.RELEASES_IN_CATCH, "a catch block does not run then"),
            Map.entry(Animal.TAKES_A_LOST_REPLY_FOR_A_FAILURE, "a lost reply is no failure"),
            Map.entry(Animal.RANDOM_KEY, "no time passed, so it comes from randomness"),
            Map.entry(Animal.TIMESTAMP_KEY, "it comes from the clock"),
            Map.entry(Animal.DAY_KEY, "it comes from the clock"),
            Map.entry(Animal.SHORT_LEASE, "the lease ends before the attempt must"),
            Map.entry(Animal.GOES_ON_IN_THE_GROUP, "the rest of its group must not be tried"),
            Map.entry(Animal.ACKNOWLEDGES_IN_PROGRESS, "an attempt in progress elsewhere was answered as success"));

    private static final Map<String, String> OF_SOURCES = Map.ofEntries(
            Map.entry("waits before it claims", "the lease ends before the attempt must"),
            Map.entry("acknowledges what is in progress elsewhere", "an attempt in progress elsewhere was answered"),
            Map.entry("leaves a message to its latest receive", "an older receipt deleted the message"),
            Map.entry("takes a stale read for the truth", "a stale read was taken for the truth"),
            Map.entry("key from the message id, which a redrive changes", "a redrive from the dead-letter queue makes"),
            Map.entry("key from the remaining time", "it comes from the clock, the remaining time"),
            Map.entry("key from the receipt handle", "the key is 'Records.receiptHandle' of the event"),
            Map.entry("key from the request id of the gateway", "the key is 'requestContext.requestId' of the event"),
            Map.entry("gives up quietly in an outage", "a call failed, and the handler answered success"),
            Map.entry("marks an order in a field before its work", "a field of the handler's instance"),
            Map.entry("skips for good what once failed", "from the dead-letter queue and was skipped"),
            Map.entry("redelivery after the receiver's memory", "remember it for longer"),
            Map.entry("goes on after its timeout", "went on after its timeout, beside the redelivery"),
            Map.entry("guards an order within its instance", "what guards one instance does not guard two"));

    static Stream<Arguments> hints() {
        return Stream.concat(
                Animal.all()
                        .map(animal -> Arguments.of(
                                animal.name(),
                                animal.proof(animal.wrong()),
                                OF_ANIMALS.getOrDefault(animal, "no hint"))),
                SourceZooTest.cases()
                        .map(each -> Arguments.of(
                                each.name(),
                                each.proof().apply(each.wrong()),
                                OF_SOURCES.getOrDefault(each.name(), "no hint"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hints")
    void hintNamesTheCause(String name, ProverBuilder proof, String hint) {
        assertThat(proof.prove()).isInstanceOfSatisfying(Proof.Broken.class, broken -> {
            assertThat(broken.counterexample().violation().hint()).as(name).contains(hint);
        });
    }

    private static String hint(ProverBuilder proof) {
        return ((Proof.Broken) proof.prove()).counterexample().violation().hint();
    }

    @Test
    void storedFailureIsNotToldToGetALease() {
        ProverBuilder cached = Prover.of(SourceZoo::cachesFailures)
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.recovers("charge"));
        assertThat(hint(cached)).contains("the failure itself was stored").contains("5xx");
        ProverBuilder claimed =
                Prover.of(SourceZoo::claimsForEver).event("order-1", "order-1").rules(Rule.recovers("charge"));
        assertThat(hint(claimed)).contains("give it a lease");
    }

    @Test
    void collisionTasksAndPartsOfABatchAreTold() {
        ProverBuilder tenants = Prover.of(world -> SourceZoo.tenants(world, false))
                .event("blue order-1", "blue order-1")
                .event("green order-1", "green order-1")
                .rules(Rule.oneKey("charge"));
        assertThat(hint(tenants)).contains("must name the whole intent, such as the tenant");
        ProverBuilder task = Prover.of(world -> TasksTest.leavesItToATask(world, false))
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .switches(Switches.without(Set.of(ProverAction.FAIL, ProverAction.OUTAGE)));
        assertThat(hint(task)).contains("a task was still under way");
        ProverBuilder race = Prover.of(world -> TasksTest.asksTwice(world, false))
                .event("order-1", "order-1")
                .duplicates(0)
                .rules(Rule.atMostOnce("charge"));
        assertThat(hint(race)).contains("two tasks of one invocation");
    }

    @Test
    void sharedInstancesAndKeysAreTold() {
        ProverBuilder field = Prover.of(world -> SourceZoo.keepsTheOrderInAField(world, true))
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(Rule.exactlyOnce("charge"))
                .concurrency(2);
        assertThat(hint(field)).contains("keep what belongs to one invocation in local variables");
        ProverBuilder payloads = Prover.of(world -> SourceZoo.tenants(world, true))
                .event("blue order-1", "blue order-1")
                .event("green order-1", "green order-1")
                .rules(Rule.oneKey("charge"))
                .sameKey("blue order-1", "green order-1");
        assertThat(hint(payloads)).contains("compare a fingerprint of the payload");
        ProverBuilder locks = TasksTest.twoLocks(Object::new, false);
        assertThat(hint(locks)).contains("take the locks in the same order");
    }

    @Test
    void everyCallHasItsLineOfCode() {
        Proof proof = Prover.of(ForgetfulOrders::new)
                .event("order-1", "order-1")
                .rules(Rule.atMostOnce("charge"))
                .prove();
        List<String> lines = ((Proof.Broken) proof)
                .counterexample().history().stream()
                        .flatMap(step -> step.actions().stream())
                        .filter(action -> !action.service().isEmpty())
                        .map(TimelineStep.Action::line)
                        .toList();
        assertThat(lines).isNotEmpty().containsOnly("ForgetfulOrders.java:25");
        assertThat(proof.toString()).contains("(ForgetfulOrders.java:25)");
    }
}
