// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Logs and metrics that functions write, and who can reach the platform. */
class LabLogsTest {

    @Test
    void whatAFunctionWroteIsRead_andNobodyElseGetsIn() throws Exception {
        try (LabFixture lab = new LabFixture()) {
            lab.createFunction(lab.lambda(), "echo");
            String metric = "{\"_aws\":{\"CloudWatchMetrics\":[{\"Namespace\":\"Orders\",\"Dimensions\":[[\"Kind\"]],"
                    + "\"Metrics\":[{\"Name\":\"Count\"}]}]},\"Kind\":\"a\",\"Count\":2}";
            lab.lambda().invoke(request -> request.functionName("echo").payload(SdkBytes.fromUtf8String(metric)));
            CloudWatchLogsClient logs = lab.logs();
            assertThat(logs.filterLogEvents(request ->
                                    request.logGroupName("/aws/lambda/echo").filterPattern("\"Namespace\" -absent"))
                            .events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.message()).contains("CloudWatchMetrics"));
            assertThat(logs.describeLogGroups().logGroups())
                    .singleElement()
                    .satisfies(group -> assertThat(group.logGroupName()).isEqualTo("/aws/lambda/echo"));
            assertThatThrownBy(() -> logs.filterLogEvents(request -> request.logGroupName("/aws/lambda/none")))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThat(lab.lab().metrics().rows()).containsOnlyKeys("Orders Count Kind=a");
            assertThatThrownBy(() -> lab.client(DynamoDbClient.builder(), "AKIA0000000000000000")
                            .listTables())
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("access key");
            assertThat(Files.readString(Path.of("../docs/reference/platform.md")))
                    .as("the table of the operations, which is generated")
                    .contains(table(lab.lab().operations()));
            assertListensOnLoopbackOnly(lab.lab().endpoint().getPort());
        }
    }

    /** The table as the page has it; where they differ, the failure shows the new one. */
    private static String table(Map<String, List<String>> operations) {
        StringBuilder table = new StringBuilder("| Service | Operations |\n|---|---|\n");
        operations.forEach((service, names) -> table.append("| ")
                .append(service)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
        return table.toString();
    }

    private static void assertListensOnLoopbackOnly(int port) throws Exception {
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> connect(address, port)).isInstanceOf(IOException.class);
                }
            }
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
        }
    }
}
