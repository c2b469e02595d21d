// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class S3ThroughSqsHandlerTest extends RuntimeTest {

    S3ThroughSqsHandlerTest(LocalDynamoDb server) {
        super(server, S3ThroughSqsHandler.class);
    }

    @Test
    void aSecondMessageOfTheSameUploadsReplaysEach() throws Exception {
        String event = event("s3-through-sqs.json");
        assertThat(deliver(event)).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(deliver(event.replace("message-", "sent-again-"))).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(ledger())
                .containsExactlyInAnyOrder("thumbnail of photos/red flower.jpg", "thumbnail of photos/blue flower.jpg");
    }
}
