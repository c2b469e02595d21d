// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.store.StoreCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A request never takes longer than its call has left, and carries no configuration that it does not need. */
class RequestLimitsTest {

    private final AtomicLong nanos = new AtomicLong();

    private static DynamoDbClientBuilder light() {
        return LightClient.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create());
    }

    /** {@return the timeout that a request carries when {@code left} of ten seconds are left} */
    private Optional<Duration> timeout(DynamoDbClient client, Duration left) {
        Call call = new Call("store", "claim", new StoreCall(Instant.EPOCH, Duration.ofSeconds(10)), nanos::get);
        nanos.addAndGet(Duration.ofSeconds(10).minus(left).toNanos());
        return RequestLimits.of(client)
                .within(call, GetItemRequest.builder())
                .build()
                .overrideConfiguration()
                .flatMap(RequestOverrideConfiguration::apiCallTimeout);
    }

    @ParameterizedTest
    @CsvSource({"PT10S,", "PT5S,", "PT4.999S, PT4.999S", "PT0.001S, PT0.001S"})
    void aLightClientLimitsACallThatHasMoreTimeThanItself(Duration left, Duration carried) {
        try (DynamoDbClient client = light().build()) {
            assertThat(timeout(client, left)).isEqualTo(Optional.ofNullable(carried));
        }
    }

    @Test
    void theLimitIsThatOfTheClient() {
        try (DynamoDbClient client = light().overrideConfiguration(
                        config -> config.apiCallTimeout(Duration.ofSeconds(9)))
                .build()) {
            assertThat(timeout(client, Duration.ofSeconds(8))).contains(Duration.ofSeconds(8));
            assertThat(timeout(client, Duration.ofSeconds(9))).isEmpty();
        }
    }

    @Test
    void aLimitOfSingleAttemptsIsNoneForARequest() {
        try (DynamoDbClient client = light().overrideConfiguration(
                        config -> config.apiCallAttemptTimeout(Duration.ofSeconds(1)))
                .build()) {
            assertThat(timeout(client, Duration.ofSeconds(8))).contains(Duration.ofSeconds(8));
        }
    }

    @Test
    void everyRequestOfAClientWithoutALimitCarriesOne() {
        try (DynamoDbClient unlimited =
                light().overrideConfiguration(config -> {}).build()) {
            assertThat(timeout(unlimited, Duration.ofSeconds(10))).contains(Duration.ofSeconds(10));
        }
    }

    static Stream<InvocationHandler> foreignClients() {
        return Stream.of(
                InvocationHandler::invokeDefault, // the interface itself throws
                (client, method, arguments) -> null, // as a mocking library
                (client, method, arguments) ->
                        DynamoDbServiceClientConfiguration.builder().build(),
                (client, method, arguments) -> {
                    throw new IllegalStateException("not expected: " + method.getName());
                });
    }

    /** A store takes any client, also one that is not the SDK's and does not tell its configuration. */
    @ParameterizedTest
    @MethodSource("foreignClients")
    void everyRequestOfAClientThatIsNotTheSdksCarriesOne(InvocationHandler foreign) {
        DynamoDbClient client = (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, foreign);
        assertThat(timeout(client, Duration.ofSeconds(10))).contains(Duration.ofSeconds(10));
    }
}
