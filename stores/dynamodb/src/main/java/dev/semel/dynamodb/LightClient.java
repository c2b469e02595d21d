// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * A DynamoDB client that loads fast, on the JDK's own HTTP connections, for functions whose cold start matters. The
 * store never creates a client by itself, and works with any.
 */
public final class LightClient {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

    private LightClient() {}

    /**
     * {@return a new client builder with that HTTP client and a connection timeout of one second} Nothing else is set:
     * credentials and Region come from the SDK's default chain unless the caller sets them. The caller closes the
     * client.
     */
    public static DynamoDbClientBuilder builder() {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION_TIMEOUT));
    }
}
