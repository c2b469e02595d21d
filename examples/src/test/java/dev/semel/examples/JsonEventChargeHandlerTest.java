// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class JsonEventChargeHandlerTest extends RuntimeTest {

    JsonEventChargeHandlerTest(LocalDynamoDb server) {
        super(server, JsonEventChargeHandler.class);
    }

    @Test
    void aSecondCallGetsTheSameReceipt() throws Exception {
        String receipt = deliver(event("order.json"));
        assertThat(receipt).startsWith("\"").endsWith("\"");
        assertThat(deliver(event("order.json"))).isEqualTo(receipt);
        assertThat(ledger()).containsExactly("charge 9501");
    }

    @Test
    void anEventWithoutAnOrderIsRefused() throws Exception {
        assertThat(failure(event("order.json").replace("orderId", "id"))).isEqualTo("dev.semel.InvalidKeyException");
    }
}
