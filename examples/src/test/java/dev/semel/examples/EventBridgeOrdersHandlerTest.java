// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class EventBridgeOrdersHandlerTest extends RuntimeTest {

    EventBridgeOrdersHandlerTest(LocalDynamoDb server) {
        super(server, EventBridgeOrdersHandler.class);
    }

    @Test
    void aSecondEventAndAReplayFromAnArchiveReplay() throws Exception {
        String event = event("eventbridge-order.json");
        assertThat(deliver(event)).isEmpty();
        assertThat(deliver(event.replace("6a7e8feb", "00000000"))).isEmpty();
        assertThat(deliver(event.replace("\"id\"", "\"replay-name\": \"after-outage\", \"id\"")))
                .isEmpty();
        assertThat(ledger()).containsExactly("charge 5001");
    }

    @Test
    void anEventWithoutAnOrderFails() throws Exception {
        assertThat(failure(event("eventbridge-order.json").replace("orderId", "id")))
                .isEqualTo(FAILED);
    }
}
