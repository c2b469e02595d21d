// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Mistakes that the documented three lines find, with one event or with two. */
final class DefaultRulesZooTest {

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
}
