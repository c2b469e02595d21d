// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of one's own over effects, answers and the world's objects. */
final class CustomRuleTest {

    private static ProverBuilder proof(Rule rule) {
        return Prover.of(CustomRuleTest::ships)
                .event("order-1", "order-1")
                .rules(rule)
                .systematic(20_000, 1)
                .random(0, 1);
    }

    /** Ships before it charges, so that a crash between them ships what is not paid. */
    private static RequestStreamHandler ships(World world) {
        return Zoo.handler((order, context) -> {
            world.effect("ship").honouringKeys().happen(order, order);
            Zoo.table(world).put(order, Zoo.mark(world, "shipped"));
            world.effect("charge").honouringKeys().happen(order, order);
            return "shipped " + order;
        });
    }

    @Test
    void effectsAreSeenInTheirOrder() {
        assertThat(proof(Rule.that("all that is shipped is charged", CustomRuleTest::chargesAll, "ship", "charge"))
                        .prove())
                .isInstanceOf(Proof.Held.class); // a redelivery charges it
        Proof proof = proof(Rule.that("charged first", CustomRuleTest::chargesFirst, "ship", "charge"))
                .prove();
        assertThat(proof.toString())
                .contains("Broken: charged first", "the effects at the end were [ship of order-1, charge of order-1]");
    }

    private static boolean chargesAll(EndOfHistory end) {
        return end.effects("ship").size() == end.effects("charge").size() || end.isGivenUp("order-1");
    }

    private static boolean chargesFirst(EndOfHistory end) {
        return end.effects().isEmpty() || end.effects().get(0).effect().equals("charge");
    }

    @Test
    void answersAndObjectsAreSeen() {
        Rule rule = Rule.that(
                "what is answered is in the table",
                end -> end.answers("order-1").isEmpty()
                        || end.object("table", GuardTable.class).get("order-1") != null,
                "ship",
                "charge");
        assertThat(proof(rule).prove()).isInstanceOf(Proof.Held.class);
        assertThat(proof(Rule.that("none", end -> end.answers("order-1").isEmpty(), "ship", "charge"))
                        .prove())
                .isInstanceOf(Proof.Broken.class);
    }

    @Test
    void ruleThatCannotJudgeRefusesTheProof() {
        Rule asksForMore =
                Rule.that("asks for more", end -> end.object("rows", List.class).isEmpty());
        assertThatThrownBy(() -> proof(asksForMore).prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("that(\"asks for more\") cannot judge")
                .hasMessageContaining("no object 'rows'");
    }

    @Test
    void effectThatTheRuleDoesNotNameIsNotJudged() {
        assertThat(proof(Rule.that("anything", end -> true, "ship")).prove())
                .isInstanceOfSatisfying(
                        Proof.Unfinished.class,
                        open -> assertThat(open.missing()).contains(": charge."));
    }
}
