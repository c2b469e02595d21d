// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The time limits of requests: each takes at most the time that its call has left, including the client's own retries.
 * While the client itself has a shorter limit, requests carry none, because the SDK works noticeably longer on a
 * request with a configuration of its own.
 */
final class RequestLimits {

    /** Longer than any call. */
    private static final Duration NONE = Duration.ofSeconds(Long.MAX_VALUE);

    private final Duration ofClient;

    private RequestLimits(Duration ofClient) {
        this.ofClient = ofClient;
    }

    static RequestLimits of(DynamoDbClient client) {
        return new RequestLimits(limitOf(client));
    }

    /** {@return the limit of a client; none if it does not tell its configuration, as one that is not the SDK's} */
    private static Duration limitOf(DynamoDbClient client) {
        try {
            return Objects.requireNonNull(client.serviceClientConfiguration()
                    .overrideConfiguration()
                    .apiCallTimeout()
                    .orElse(NONE));
        } catch (RuntimeException e) {
            return NONE; // the interface throws, a mocking library answers null, a proxy may do either
        }
    }

    /**
     * {@return the request, which takes at most the time that its call has left}
     *
     * @throws dev.semel.store.StoreException if the call's time is over
     */
    <B extends AwsRequest.Builder> B within(Call call, B request) {
        Duration left = call.timeLeft();
        if (left.compareTo(ofClient) < 0) {
            request.overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                    .apiCallTimeout(left)
                    .build());
        }
        return request;
    }
}
