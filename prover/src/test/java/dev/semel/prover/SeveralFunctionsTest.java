// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.example.shop.EscapingOrders;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Two functions over one table: what one of them writes, the other one meets. */
final class SeveralFunctionsTest {

    private static RequestStreamHandler marking(World world, String effect, String prefix) {
        return Zoo.handler((order, context) -> {
            GuardTable.Item done = new GuardTable.Item("COMPLETED", "me", Instant.MAX, "");
            String subject = order;
            String key = prefix + order.substring(order.indexOf(' ') + 1);
            GuardTable table = Zoo.table(world);
            if (table.get(key) != null) {
                return "done before";
            }
            world.effect(effect).honouringKeys().happen(subject, effect + " " + subject);
            table.put(key, done);
            return "done";
        });
    }

    private static ProverBuilder proof(String ofCharges, String ofRefunds) {
        Map<String, Function<World, ? extends RequestStreamHandler>> functions = Map.of(
                "charge", world -> marking(world, "pay", ofCharges),
                "refund", world -> marking(world, "pay", ofRefunds));
        return Prover.ofSeveral(functions, document -> document.split(" ", -1)[0])
                .event("charge order-1", "charge order-1")
                .event("refund order-1", "refund order-1")
                .rules(Rule.oneKey("pay"), Rule.recovers("pay"))
                .systematic(20_000, 2)
                .random(0, 1);
    }

    @Test
    void functionsThatShareKeysLoseAnEventAndFunctionsWithTheirOwnDoNot() {
        assertThat(proof("", "").prove().toString())
                .contains("Broken: no event is lost")
                .contains("refund order-1 was acknowledged");
        assertThat(proof("charge-", "refund-").prove()).isInstanceOf(Proof.Held.class);
    }

    @Test
    void functionThatIsMissingIsNamed() {
        assertThat(Prover.ofSeveral(Map.of("charge", Zoo::naive), document -> "other")
                        .event("order-1", "order-1")
                        .rules(Rule.oneKey("charge"))
                        .prove()
                        .toString())
                .contains("there are [charge]");
        assertThatThrownBy(() -> Prover.ofSeveral(Map.of(), document -> document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("functions is empty");
    }

    @Test
    void functionThatEscapesTheWorldIsFound() {
        ProverBuilder escaping = Prover.ofSeveral(Map.of("order", EscapingOrders::clock), document -> "order")
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .systematic(50_000, 1);
        assertThatThrownBy(escaping::prove).hasMessageContaining("EscapingOrders.clock:Instant.now");
    }
}
