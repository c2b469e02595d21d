// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of the services that a live check asks. */
final class LiveClients implements AutoCloseable {

    private final Optional<URI> endpoint;
    private final Optional<Region> region;
    private final AwsCredentialsProvider credentials;
    private final Clocks clocks;
    private final DynamoDbClient dynamoDb;
    private final LambdaClient lambda;
    private final SqsClient sqs;
    private final SnsClient sns;
    private final EventBridgeClient eventBridge;

    /**
     * @param endpoint the address of all services; empty: those of AWS
     * @param region the Region; empty: that of the default chain
     * @param credentials the credentials
     * @param clock this machine's clock
     */
    LiveClients(
            Optional<URI> endpoint, Optional<String> region, AwsCredentialsProvider credentials, InstantSource clock) {
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.region = region.map(Region::of);
        clocks = new Clocks(clock);
        dynamoDb = configured(DynamoDbClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        lambda = configured(LambdaClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        sqs = configured(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        sns = configured(SnsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        eventBridge = configured(EventBridgeClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B configured(B builder) {
        endpoint.ifPresent(builder::endpointOverride);
        region.ifPresent(builder::region);
        return builder.credentialsProvider(credentials)
                .overrideConfiguration(
                        config -> config.addExecutionInterceptor(clocks).apiCallTimeout(Duration.ofSeconds(30)));
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    LambdaClient lambda() {
        return lambda;
    }

    SqsClient sqs() {
        return sqs;
    }

    SnsClient sns() {
        return sns;
    }

    EventBridgeClient eventBridge() {
        return eventBridge;
    }

    Optional<Duration> clockSkew() {
        return Optional.ofNullable(clocks.skew.get());
    }

    @Override
    public void close() {
        dynamoDb.close();
        lambda.close();
        sqs.close();
        sns.close();
        eventBridge.close();
    }

    /** Compares the date of each answer with this machine's clock; keeps the smallest difference, free of latency. */
    private static final class Clocks implements ExecutionInterceptor {

        private final InstantSource clock;
        private final AtomicReference<Duration> skew = new AtomicReference<>();

        Clocks(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            Instant now = clock.instant();
            context.httpResponse()
                    .firstMatchingHeader("Date")
                    .flatMap(Clocks::instant)
                    .map(date -> beyondTheSecond(Duration.between(date, now)))
                    .ifPresent(seen -> skew.accumulateAndGet(seen, Clocks::smaller));
        }

        private static Optional<Instant> instant(String date) {
            try {
                return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        /** The header has whole seconds: a clock that is right is up to one second after it. */
        private static Duration beyondTheSecond(Duration difference) {
            if (difference.isNegative()) {
                return difference.negated();
            }
            Duration rest = difference.minusSeconds(1);
            return rest.isNegative() ? Duration.ZERO : rest;
        }

        private static Duration smaller(Duration one, Duration other) {
            return one == null || other.compareTo(one) < 0 ? other : one;
        }
    }
}
