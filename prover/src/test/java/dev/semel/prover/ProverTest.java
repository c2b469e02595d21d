// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Entry points and settings of a proof. */
final class ProverTest {

    private static ProverBuilder proof() {
        return Animal.RANDOM_KEY.proof(Zoo::semel);
    }

    @Test
    void brokenRuleFailsATestWithTheWholeReport() {
        assertThatThrownBy(() -> Animal.GUARD_BEFORE.proof(Zoo::guardBefore).check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Broken: no event is lost")
                .hasMessageContaining("then CRASHES")
                .hasMessageContaining("Hint:")
                .hasMessageContaining("Repeat: .repeating(\"1.1.0:CRASH_AFTER:0\")");
    }

    @Test
    void handlerThatAlwaysFailsProvesNothing() {
        assertThatThrownBy(() -> Animal.RANDOM_KEY
                        .proof(world -> (input, output, context) -> {
                            throw new IllegalStateException("no price");
                        })
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the plain history completes")
                .hasMessageContaining("no price");
    }

    @Test
    void handlerOfObjectsIsProven() {
        RequestHandler<String, String> guardsFirst = (order, context) -> order;
        Coverage coverage = Prover.ofRequestHandler(
                        world -> {
                            EffectPoint charge = world.effect("charge").honouringKeys();
                            return (String order, Context context) -> {
                                charge.happen(order, order);
                                return guardsFirst.handleRequest(order, context);
                            };
                        },
                        order -> order,
                        answer -> answer)
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"), Rule.equalAnswers())
                .systematic(2_000, 2)
                .random(20, 1)
                .check();
        assertThat(coverage.systematic()).isGreaterThan(50);
    }

    @Test
    void operationIsProven() {
        Coverage coverage = Prover.ofOperation(
                        world -> Zoo.charging(world, order -> order, execution -> execution.effectKey("charge")))
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"), Rule.equalAnswers(), Rule.alone())
                .systematic(5_000, 2)
                .random(100, 1)
                .check();
        assertThat(coverage.extent()).isEqualTo(Coverage.Extent.ALL);
    }

    @Test
    void proofWithoutEventsIsRefused() {
        assertThatThrownBy(() -> Prover.of(Zoo::naive).rules(Rule.alone()).prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event(...)");
        assertThatThrownBy(() -> Prover.of(Zoo::naive)
                        .source(Source.queue())
                        .event("order-1", "{\"Records\": []}")
                        .rules(Rule.alone())
                        .prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have one record");
        assertThatThrownBy(() -> proof().repeating("nonsense")).hasMessageContaining("copy the whole line");
    }

    @Test
    void batchesAreForSourcesThatHaveThem() {
        assertThatThrownBy(() -> Source.asynchronous().batchSize(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchSize must be 1");
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> proof().systematic(0, 3)).hasMessageContaining("mostHistories must be at least 1");
        assertThatThrownBy(() -> proof().systematic(1, -1)).hasMessageContaining("mostDeviations must be at least 0");
        assertThatThrownBy(() -> proof().random(-1, 1)).hasMessageContaining("must be at least 0, and is -1");
        assertThatThrownBy(() -> proof().duplicates(-1)).hasMessageContaining("duplicates must be at least 0");
        assertThatThrownBy(() -> proof().lapse(Duration.ofSeconds(-5)))
                .hasMessageContaining("lapse must not be negative");
    }
}
