// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class StepFunctionsChargeHandlerTest extends RuntimeTest {

    StepFunctionsChargeHandlerTest(LocalDynamoDb server) {
        super(server, StepFunctionsChargeHandler.class);
    }

    @Test
    void aRetryGetsTheSameReceipt() throws Exception {
        String receipt = deliver(event("step-functions-task.json"));
        assertThat(receipt).startsWith("\"").endsWith("\"");
        assertThat(deliver(event("step-functions-task.json").replace("\"RetryCount\": 0", "\"RetryCount\": 1")))
                .isEqualTo(receipt);
        assertThat(ledger()).containsExactly("charge 9001");
    }

    @Test
    void aTaskWithoutTheContextFails() throws Exception {
        assertThat(failure(event("order.json"))).isEqualTo("dev.semel.lambda.InvalidEventException");
    }
}
