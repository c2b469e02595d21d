// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.semel.lambda.BatchPolicy;
import dev.semel.prover.Coverage;
import dev.semel.prover.EffectPoint;
import dev.semel.prover.Proof;
import dev.semel.prover.Prover;
import dev.semel.prover.Rule;
import dev.semel.prover.Source;
import dev.semel.prover.World;
import org.junit.jupiter.api.Test;

class OrdersProofTest {

    @Test
    void chargesEachOrderOnceWhateverGoesWrong() throws Exception {
        BatchPolicy withoutLog = BatchPolicy.defaults().failures(item -> {});
        Coverage coverage = Prover.of(world -> new OrdersHandler(world.idempotency(), payments(world), withoutLog))
                .source(Source.queue())
                .event("order-42", Events.order42())
                .rules(Rule.oneKey("charge"), Rule.exactlyOnce("charge"), Rule.recovers("charge"))
                .systematic(50_000, 2)
                .check();
        System.out.println(coverage);
    }

    @Test
    void theNaiveHandlerChargesTwice() throws Exception {
        Proof proof = Prover.of(world -> new NaiveOrdersHandler(payments(world)))
                .source(Source.queue())
                .event("order-42", Events.order42())
                .rules(Rule.exactlyOnce("charge"))
                .prove();
        assertInstanceOf(Proof.Broken.class, proof);
        System.out.println(proof);
    }

    /** A payment company that charges once per idempotency key, and may fail or lose its answer at any time. */
    private static Payments payments(World world) {
        EffectPoint charge = world.effect("charge").honouringKeys();
        return (order, idempotencyKey) -> {
            charge.happen(order.orderId(), idempotencyKey);
            return new Receipt("payment of " + order.orderId(), order.amountCents());
        };
    }
}
