// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.PayloadMismatchException;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.model.EffectKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** The example does what the README says of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeExampleTest {

    private final DynamoDBProxyServer server;
    private final DynamoDbClient dynamoDb;
    private final List<EffectKey> charged = new ArrayList<>();

    ReadmeExampleTest() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
        dynamoDb = DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @BeforeAll
    void start() throws Exception {
        server.start();
        DynamoDbStore.of(dynamoDb, "idempotency").createTableWithoutTtl(Duration.ofSeconds(30));
    }

    @BeforeEach
    void forgetCharges() {
        charged.clear();
    }

    @AfterAll
    void stop() throws Exception {
        dynamoDb.close();
        server.stop();
    }

    @Test
    void chargesOnceAndReplaysTheReceipt() throws Exception {
        Order order = new Order("1001", "visa", 4200);
        Receipt first = charge(order);
        assertThat(first).isEqualTo(new Receipt("payment of 1001", 4200));
        assertThat(charge(order)).isEqualTo(first);
        assertThat(charged).hasSize(1);
    }

    @Test
    void aDeclinedCardIsDeclinedOnce() {
        Order order = new Order("1002", "expired", 4200);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> charge(order))
                    .isInstanceOf(CardDeclined.class)
                    .hasMessage("expired");
        }
        assertThat(charged).hasSize(1);
    }

    @Test
    void theSameOrderWithAnotherAmountIsRefused() throws Exception {
        charge(new Order("1003", "visa", 4200));
        assertThatThrownBy(() -> charge(new Order("1003", "visa", 9900))).isInstanceOf(PayloadMismatchException.class);
        assertThat(charged).hasSize(1);
    }

    private @Nullable Receipt charge(Order order) throws Exception {
        Payments payments = (charge, key) -> {
            charged.add(key);
            if (charge.card().equals("expired")) {
                throw new CardDeclined("expired");
            }
            return new Receipt("payment of " + charge.id(), charge.amountCents());
        };
        return new ReadmeExample(dynamoDb, payments, order).receipt();
    }
}
