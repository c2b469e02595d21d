// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class SnsOrdersHandlerTest extends RuntimeTest {

    SnsOrdersHandlerTest(LocalDynamoDb server) {
        super(server, SnsOrdersHandler.class);
    }

    @Test
    void aSecondPublishingReplays() throws Exception {
        assertThat(deliver(event("sns-order.json"))).isEmpty();
        assertThat(deliver(event("sns-order.json").replace("95df01b4", "00000000")))
                .isEmpty();
        assertThat(ledger()).containsExactly("charge 4001");
    }

    @Test
    void aMessageThatIsNoOrderFailsTheEvent() throws Exception {
        assertThat(failure(event("sns-order.json").replace("orderId", "id"))).isEqualTo(FAILED);
    }
}
