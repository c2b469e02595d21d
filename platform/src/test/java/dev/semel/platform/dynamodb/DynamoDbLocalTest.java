// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class DynamoDbLocalTest {

    @Test
    void serverIsEmptyAndServesClientsByItsEndpoint() throws Exception {
        try (DynamoDbLocal server = DynamoDbLocal.start();
                DynamoDbClient one = server.clientBuilder()
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
                DynamoDbClient other = DynamoDbLocal.clientBuilder(server.endpoint())
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            assertThat(server.endpoint().getPort()).isEqualTo(server.port());
            assertThat(one.listTables().tableNames()).isEmpty();
            one.createTable(table -> table.tableName("orders")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build()));
            assertThat(other.listTables().tableNames()).containsExactly("orders");
        }
    }

    @Test
    void serverListensOnTheLoopbackInterfaceOnly() throws Exception {
        try (DynamoDbLocal server = DynamoDbLocal.start()) {
            assertThat(server.isLoopbackOnly()).isTrue();
            try (Socket reached = new Socket()) {
                reached.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 1000);
                assertThat(reached.isConnected()).isTrue();
            }
            List<InetAddress> others = new ArrayList<>(List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 2})));
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .forEach(others::add);
            for (InetAddress other : others) {
                assertThatThrownBy(() -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(new InetSocketAddress(other, server.port()), 1000);
                            }
                        })
                        .as("%s", other)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void missingJarIsNamedWithItsCoordinates() throws Exception {
        try (URLClassLoader without = new URLClassLoader(classPathWithoutDynamoDbLocal(), null)) {
            Class<?> type = without.loadClass(DynamoDbLocal.class.getName());
            assertThatThrownBy(() -> type.getMethod("start").invoke(null))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("software.amazon.dynamodb:DynamoDBLocal")
                    .hasMessageContaining("licence");
        }
    }

    private static URL[] classPathWithoutDynamoDbLocal() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("DynamoDBLocal")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
