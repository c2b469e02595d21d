// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Starts a DynamoDB client that loads fast, on the JDK's own HTTP connections: for functions whose cold start counts.
 * The store never makes a client by itself, and works with any.
 */
public final class LightClient {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

    private LightClient() {}

    /**
     * Returns a new client builder with that HTTP client, a connection timeout of one second, and nothing else set:
     * credentials and Region come from the SDK's default chain unless they are set. Who builds the client closes it.
     */
    public static DynamoDbClientBuilder builder() {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION_TIMEOUT));
    }
}
