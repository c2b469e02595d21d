// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.platform.runtime.InvocationAnswer;
import dev.semel.platform.runtime.RuntimeProcess;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class S3ThumbnailHandlerTest extends RuntimeTest {

    S3ThumbnailHandlerTest(LocalDynamoDb server) {
        super(server, S3ThumbnailHandler.class);
    }

    @Test
    void aSecondDeliveryReplays() throws Exception {
        assertThat(deliver(event("s3-object-created.json"))).isEmpty();
        assertThat(deliver(event("s3-object-created.json"))).isEmpty();
        assertThat(ledger()).containsOnlyOnce("thumbnail of photos/red flower.jpg");
    }

    @Test
    void aSecondDeliveryToAnotherEnvironmentReplays() throws Exception {
        String event = event("s3-object-created.json").replace("red", "green");
        deliver(event);
        try (RuntimeProcess other = function().start()) {
            assertThat(other.invoke(event.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(InvocationAnswer.Response.class);
        }
        assertThat(ledger()).containsOnlyOnce("thumbnail of photos/green flower.jpg");
    }
}
