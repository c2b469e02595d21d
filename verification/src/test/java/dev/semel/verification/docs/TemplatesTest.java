// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

/** YAML blocks are YAML, and the template of the tutorial has what its code needs. None of them has been deployed. */
final class TemplatesTest {

    private static final Path TUTORIAL = Pages.ROOT.resolve("examples/tutorial");
    private static final Path SOURCES = TUTORIAL.resolve("src/main/java/com/example/orders");

    static Stream<Block> blocks() throws IOException {
        return Pages.blocks("yaml").stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blockIsYaml(Block block) {
        Node document = new Yaml().compose(new StringReader(block.text()));

        assertThat(document).as("%s", block).isNotNull();
    }

    @Test
    void variablesAreThoseThatTheHandlerReads() throws IOException {
        String handler = Files.readString(SOURCES.resolve("OrdersHandler.java"));
        String template = template();

        assertThat(found(handler, "System\\.getenv\\(\"(\\w+)\"\\)"))
                .containsExactlyInAnyOrderElementsOf(
                        found(template, "(?m)^ {10}([A-Z_]+): !Ref").toList());
    }

    @Test
    void handlerAndJarAreThoseOfTheProject() throws IOException {
        String template = template();
        String pom = Files.readString(TUTORIAL.resolve("pom.xml"));

        assertThat(template).contains("Handler: com.example.orders.OrdersHandler::handleRequest");
        assertThat(SOURCES.resolve("OrdersHandler.java")).exists();
        assertThat(template).contains("CodeUri: target/orders-1.jar");
        assertThat(pom).contains("<artifactId>orders</artifactId>", "<version>1</version>");
    }

    /** The permissions that the page about event sources and the one about the protocol name. */
    @Test
    void roleHasEveryPermissionOfTheStore() throws IOException {
        assertThat(found(template(), "- dynamodb:(\\w+)"))
                .containsExactlyInAnyOrder(
                        "GetItem", "PutItem", "UpdateItem", "BatchGetItem", "PartiQLInsert", "PartiQLUpdate");
    }

    @Test
    void timesFitEachOther() throws IOException {
        String template = template();
        long timeout = number(template, "Timeout: (\\d+)\n");
        long visibility = number(template, "VisibilityTimeout: (\\d+)");
        long retention = number(template, "MessageRetentionPeriod: (\\d+)");
        long window = number(Files.readString(SOURCES.resolve("OrdersHandler.java")), "Duration\\.ofDays\\((\\d+)\\)");

        assertThat(visibility).isGreaterThanOrEqualTo(6 * timeout);
        assertThat(window * 24 * 60 * 60).isGreaterThanOrEqualTo(retention);
        assertThat(number(template, "maxReceiveCount: (\\d+)")).isGreaterThanOrEqualTo(5);
    }

    @Test
    void tableIsThatOfTheStore_andFailedMessagesAreReported() throws IOException {
        assertThat(template())
                .contains(
                        "AttributeName: id\n          KeyType: HASH",
                        "AttributeName: expiration\n        Enabled: true")
                .contains("FunctionResponseTypes: [ReportBatchItemFailures]");
    }

    private static String template() throws IOException {
        return Files.readString(TUTORIAL.resolve("template.yaml"));
    }

    private static Stream<String> found(String text, String regex) {
        return Pattern.compile(regex).matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static long number(String text, String regex) {
        return Long.parseLong(found(text, regex).findFirst().orElseThrow());
    }
}
