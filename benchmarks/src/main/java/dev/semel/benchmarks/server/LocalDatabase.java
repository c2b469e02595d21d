// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import dev.semel.Waiting;
import dev.semel.platform.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** DynamoDB Local behind the proxy. Thread-safe. */
public final class LocalDatabase implements AutoCloseable {

    /** The time limit of a request by a {@code LightClient} of Semel, as the guides have it. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    private final DynamoDbLocal server;
    private final DelayingProxy proxy;
    private final DynamoDbClient client;
    private final DynamoDbClient direct;

    private LocalDatabase(
            DynamoDbLocal server, DelayingProxy proxy, HttpClientKind http, @Nullable TlsTrustManagersProvider trust) {
        this.server = server;
        this.proxy = proxy;
        this.client = DynamoDbLocal.clientBuilder(proxy.endpoint())
                .httpClient(http.create(trust))
                .overrideConfiguration(config -> config.apiCallTimeout(CALL_TIMEOUT))
                .build();
        this.direct = server.clientBuilder().httpClient(http.create(null)).build();
    }

    /** Starts server and proxy. */
    public static LocalDatabase start(HttpClientKind http, Wire wire) throws IOException {
        OwnCertificate certificate = switch (wire) {
            case PLAIN -> null;
            case TLS -> OwnCertificate.create();
        };
        TrustManager[] trusted = certificate == null ? null : certificate.trust();
        DynamoDbLocal server = DynamoDbLocal.start();
        DelayingProxy proxy = DelayingProxy.before(server.port(), certificate, Waiting.sleeping(), System::nanoTime);
        return new LocalDatabase(server, proxy, http, trusted == null ? null : () -> trusted);
    }

    /** {@return the client whose requests pass the proxy} */
    public DynamoDbClient client() {
        return client;
    }

    /** {@return a client that goes past the proxy, for what is neither delayed nor counted} */
    public DynamoDbClient direct() {
        return direct;
    }

    /** Sets what each request waits from now on. */
    public void delay(Duration each) {
        proxy.delay(each);
    }

    /** {@return all that has passed the proxy} */
    public Traffic traffic() {
        return proxy.traffic();
    }

    /** Creates a table with the partition key {@code id}, a text. */
    public void createTable(String name) {
        direct.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()))
                .keySchema(List.of(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())));
        direct.waiter().waitUntilTableExists(table -> table.tableName(name));
    }

    @Override
    public void close() throws IOException {
        client.close();
        direct.close();
        proxy.close();
        server.close();
    }
}
