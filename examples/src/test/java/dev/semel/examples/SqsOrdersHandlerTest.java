// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class SqsOrdersHandlerTest extends RuntimeTest {

    SqsOrdersHandlerTest(LocalDynamoDb server) {
        super(server, SqsOrdersHandler.class);
    }

    @Test
    void onlyTheMessageThatIsNoOrderComesAgain() throws Exception {
        String failed = "{\"batchItemFailures\":[{\"itemIdentifier\":\"message-2\"}]}";
        assertThat(deliver(event("sqs-orders.json"))).isEqualTo(failed);
        assertThat(deliver(event("sqs-orders.json").replace("message-", "sent-again-")))
                .isEqualTo(failed.replace("message-", "sent-again-"));
        assertThat(ledger()).containsOnlyOnce("charge 2001", "charge 2003");
    }

    @Test
    void inAFifoQueueItHoldsUpItsGroup() throws Exception {
        String failed =
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"message-2\"},{\"itemIdentifier\":\"message-3\"}]}";
        assertThat(deliver(event("sqs-fifo-orders.json"))).isEqualTo(failed);
        assertThat(deliver(event("sqs-fifo-orders.json"))).isEqualTo(failed);
        assertThat(ledger()).containsOnlyOnce("charge 3001", "charge 3004").doesNotContain("charge 3003");
    }
}
