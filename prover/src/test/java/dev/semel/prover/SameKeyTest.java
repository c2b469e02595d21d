// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes with one key that two payloads have. */
final class SameKeyTest {

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
