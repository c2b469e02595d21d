// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class AsynchronousChargeHandlerTest extends RuntimeTest {

    AsynchronousChargeHandlerTest(LocalDynamoDb server) {
        super(server, AsynchronousChargeHandler.class);
    }

    @Test
    void theInvokersOwnRetryReplays() throws Exception {
        assertThat(deliver(event("order.json"))).isEmpty();
        assertThat(deliver(event("order.json"))).isEmpty();
        assertThat(ledger()).containsExactly("charge 9501");
    }

    @Test
    void anEventWithoutAnOrderFails() throws Exception {
        assertThat(failure(event("order.json").replace("orderId", "id"))).isEqualTo(FAILED);
    }
}
