// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * A DynamoDB client that loads fast, on the JDK's own HTTP connections, for functions whose cold start matters. The
 * store never creates a client by itself, and works with any.
 */
public final class LightClient {

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

    /** Many times what DynamoDB needs, and shorter than what a call of a usual function has left. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private LightClient() {}

    /**
     * {@return a new client of {@link #builder()}} The caller closes it.
     *
     * @throws IllegalStateException if the SDK's default chain knows no Region
     */
    public static DynamoDbClient create() {
        return build(builder()::build);
    }

    /** Package-private for tests, which cannot take the Region from the environment of their process. */
    static DynamoDbClient build(Supplier<DynamoDbClient> sdk) {
        try {
            return sdk.get();
        } catch (SdkClientException e) {
            String message = e.getMessage();
            if (message != null && message.startsWith("Unable to load region")) {
                throw new IllegalStateException("The DynamoDB client knows no Region; set AWS_REGION (Lambda does), or"
                        + " name it: LightClient.builder().region(...).build()");
            }
            throw e;
        }
    }

    /**
     * {@return a new client builder with that HTTP client, a connection timeout of one second, and a timeout of five
     * seconds for a request including the SDK's retries} Nothing else is set: credentials and Region come from the
     * SDK's default chain unless the caller sets them. The caller closes the client.
     *
     * <p>The five seconds are the limit of every request of this client: your own requests too, and a request that the
     * SDK repeats because DynamoDB throttles it. A call of the store that got no answer in that time is repeated by the
     * engine while the call's time lasts: a claim up to three times, a write of a result up to ten times.
     *
     * <p>Replacing the override configuration drops the timeout of five seconds. Set another {@code apiCallTimeout}
     * there: without one, the store gives each request a configuration with the time that its call has left, which
     * costs 12 KB of memory for each first execution.
     */
    public static DynamoDbClientBuilder builder() {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECTION_TIMEOUT))
                .overrideConfiguration(config -> config.apiCallTimeout(CALL_TIMEOUT));
    }
}
