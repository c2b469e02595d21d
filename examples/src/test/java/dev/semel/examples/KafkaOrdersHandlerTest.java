// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class KafkaOrdersHandlerTest extends RuntimeTest {

    KafkaOrdersHandlerTest(LocalDynamoDb server) {
        super(server, KafkaOrdersHandler.class);
    }

    @Test
    void aSecondDeliveryReplays() throws Exception {
        deliver(event("kafka-orders.json"));
        deliver(event("kafka-orders.json"));
        assertThat(ledger()).containsOnlyOnce("charge 8001", "charge 8002");
    }

    @Test
    void aTombstoneFailsTheBatch() throws Exception {
        String event = event("kafka-orders.json").replaceFirst("\"value\": \"[^\"]*\"", "\"value\": null");
        assertThat(failure(event)).isEqualTo(FAILED);
    }
}
