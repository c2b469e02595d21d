// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.history.Switches;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No verdict can be had falsely: what was not played, not judged or not repeated is never held and never broken. */
final class VerdictTest {

    private static ProverBuilder proof(Function<World, RequestStreamHandler> handler) {
        return Prover.of(handler).event("order-1", "order-1");
    }

    private static void expectUnfinished(ProverBuilder proof, String why) {
        assertThat(proof.prove()).isInstanceOf(Proof.Unfinished.class);
        assertThatThrownBy(proof::check).isInstanceOf(AssertionError.class).hasMessageContaining(why);
    }

    // ---- unfinished ----

    @Test
    void proofThatTheLimitCutsIsUnfinished() {
        ProverBuilder cut = proof(Zoo::semel).rules(Rule.oneKey("charge")).random(50, 1);
        expectUnfinished(cut.systematic(10, 1), "the limit of histories");
        assertThat(cut.systematic(2_000, 1).prove()).isInstanceOf(Proof.Held.class);
    }

    /** A deviation that no history had is not said to be covered; no random history stands in for it. */
    @Test
    void proofThatTimeCutsIsUnfinishedAndClaimsNothing() {
        ProverBuilder cut = proof(Zoo::semel).rules(Rule.oneKey("charge")).time(Duration.ZERO);
        expectUnfinished(cut, "more time");
        Coverage coverage = cut.prove().coverage();
        assertThat(coverage.systematic()).isEqualTo(1);
        assertThat(coverage.deviations()).isZero();
        assertThat(coverage.complete()).isZero();
        assertThat(coverage.random()).isZero();
        assertThat(coverage.extent()).isEqualTo(Coverage.Extent.TIMED_OUT);
        assertThat(cut.prove().toString())
                .contains("\nNo violation so far in 1 history (complete up to 0 deviations, then cut by time;");
    }

    @Test
    void numberOfDeviationsAtWhichAHistoryIsFoundIsNotSaidToBeComplete() {
        Proof proof = Animal.CHECK_THEN_PUT.attacked();
        Coverage coverage = proof.coverage();
        assertThat(coverage.extent()).isEqualTo(Coverage.Extent.FOUND);
        assertThat(coverage.complete()).isEqualTo(coverage.deviations() - 1);
        assertThat(coverage.toString()).contains("complete up to 0 deviations, then ended by the history");
    }

    // ---- effects without a rule ----

    private static RequestStreamHandler mailing(World world) {
        return Zoo.handler((order, context) -> {
            world.effect("charge").happen(order, order);
            world.effect("mail").happen(order, order);
            world.effect("mail").happen(order, order);
            return "charged";
        });
    }

    @Test
    void effectThatNoRuleNamesIsNotHeld() {
        ProverBuilder silent =
                proof(VerdictTest::mailing).rules(Rule.oneKey("charge")).systematic(5_000, 1);
        expectUnfinished(silent, "no rule names these effects, which took place: mail");
        Proof declared = silent.unjudged("mail").prove();
        assertThat(declared).isInstanceOf(Proof.Held.class);
        assertThat(declared.toString()).endsWith("\nNot judged: mail");
    }

    // ---- default rules ----

    @Test
    void withoutRulesEveryEffectIsExactlyOnceAndRecovers() {
        assertThat(proof(VerdictTest::mailing).prove().toString())
                .contains("effect 'mail' takes place exactly once", "2 times for order-1");
        assertThat(proof(Zoo::stepWithKey).systematic(50_000, 2).prove()).isInstanceOf(Proof.Held.class);
        assertThatThrownBy(() ->
                        proof(world -> Zoo.handler((order, context) -> "idle")).prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no effect takes place in the plain history");
    }

    // ---- not deterministic ----

    /** Remembers orders in what outlives its world, as a static does: the second history is another one. */
    private static Function<World, RequestStreamHandler> remembering(Set<String> orders) {
        return world -> Zoo.handler((order, context) -> {
            if (orders.add(order)) {
                world.effect("charge").happen(order, order);
            }
            return "charged";
        });
    }

    @Test
    void memoryThatOutlivesItsWorldIsRefused() {
        assertThatThrownBy(() -> proof(remembering(new HashSet<>()))
                        .rules(Rule.atMostOnce("charge"))
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two runs of the plain history differ, at first '1 ");
    }

    /** Breaks its rule once in many histories, and never twice in the same one. */
    private static Function<World, RequestStreamHandler> rarely(AtomicInteger calls) {
        return world -> Zoo.handler((order, context) -> {
            world.effect("charge").happen(order, calls.incrementAndGet() == 50 ? "other" : order);
            return "charged";
        });
    }

    @Test
    void counterexampleThatDoesNotRepeatIsRefused() {
        Switches blind = new Switches(Set.of(), true, true, true, false, true, true, true, true);
        assertThat(proof(rarely(new AtomicInteger()))
                        .rules(Rule.oneKey("charge"))
                        .workers(1) // else a history that is cut off may have the call
                        .switches(blind)
                        .prove())
                .isInstanceOf(Proof.Broken.class);
        assertThatThrownBy(() -> proof(rarely(new AtomicInteger()))
                        .rules(Rule.oneKey("charge"))
                        .workers(1) // else a history that is cut off may have the call
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two runs of a history that broke the rule 'effect 'charge' has one effect key")
                .hasMessageContaining("key=other");
    }
}
