// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Waiting;
import dev.semel.platform.deploy.TemplateDeployment;
import dev.semel.platform.deploy.TemplateException;
import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.front.Lab;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.jars.JarCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The examples' handlers on the platform. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesOnPlatformTest {

    private static final int THREADS = 32;

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Lab lab;
    private LabClients clients;

    @BeforeAll
    void start() throws Exception {
        JarCache cache = JarCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
        lab = Lab.builder(new EngineJars(cache, System.err::println))
                .problems(problems::add)
                .start();
        clients = new LabClients(lab);
    }

    @AfterAll
    void stop() throws Exception {
        clients.close();
        lab.close();
    }

    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    private void createTable(String name) {
        clients.dynamoDb()
                .createTable(request -> request.tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(
                                attribute -> attribute.attributeName("id").attributeType(ScalarAttributeType.S))
                        .keySchema(key -> key.attributeName("id").keyType("HASH")));
    }

    @ParameterizedTest
    @CsvSource({
        "SqsOrdersHandler, sqs-orders.json, 200, charge 200%s1",
        "S3ThumbnailHandler, s3-object-created.json, photos/, thumbnail of photos/%sred"
    })
    void onManagedInstances_aHandlerTakesThirtyTwoRequestsAtOnce(String handler, String event, String id, String line)
            throws Exception {
        createTable("records-" + handler);
        createTable("ledger-" + handler);
        clients.lambda()
                .createFunction(request -> request.functionName(handler)
                        .runtime("java21")
                        .role("arn:aws:iam::000000000000:role/lab")
                        .handler("dev.semel.examples." + handler)
                        .timeout(30)
                        .code(code -> code.zipFile(clients.zip()))
                        .capacityProviderConfig(provider -> provider.lambdaManagedInstancesCapacityProviderConfig(
                                config -> config.perExecutionEnvironmentMaxConcurrency(THREADS)))
                        .environment(environment -> environment.variables(Map.of(
                                "IDEMPOTENCY_TABLE", "records-" + handler, "LEDGER_TABLE", "ledger-" + handler))));
        String template = RuntimeTest.event(event);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<InvokeResponse>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                String order = id + (100 + i / 2); // each event comes twice, at once
                answers.add(threads.submit(() -> {
                    go.await();
                    return deliver(handler, template.replace(id, order));
                }));
            }
            go.countDown();
            for (Future<InvokeResponse> answer : answers) {
                answer.get();
            }
        }
        for (int i = 0; i < THREADS / 2; i++) {
            assertThat(deliver(handler, template.replace(id, id + (100 + i))).functionError())
                    .isNull();
        }
        assertThat(processes(handler)).isEqualTo(1);
        List<String> entered = entered("ledger-" + handler);
        for (int i = 0; i < THREADS / 2; i++) {
            String wanted = line.formatted(100 + i);
            assertThat(entered)
                    .filteredOn(one -> one.startsWith(wanted))
                    .as(wanted)
                    .hasSize(1);
        }
    }

    private Map<String, String> deploy(String stack, String template, Map<String, String> parameters) throws Exception {
        Path file = Files.writeString(folder.resolve(stack + ".yaml"), template);
        Files.createDirectories(folder.resolve("target"));
        Files.write(folder.resolve("target/orders-1.jar"), clients.zip().asByteArray());
        Files.write(folder.resolve("target/function.jar"), clients.zip().asByteArray());
        try (FrontClient front = new FrontClient(lab.endpoint(), lab.accessKey())) {
            return TemplateDeployment.read(file, stack, parameters).create(front, lines::add);
        }
    }

    @Test
    void theTutorialsTemplateIsDeployed_andItsQueueIsWorkedOffOnce() throws Exception {
        createTable("tutorial-ledger");
        String template = Files.readString(Path.of("../examples/tutorial/template.yaml"))
                .replace("com.example.orders.OrdersHandler::handleRequest", "dev.semel.examples.SqsOrdersHandler")
                .replace("PAYMENTS_URL:", "LEDGER_TABLE:");
        deploy("tutorial", template, Map.of("PaymentsUrl", "tutorial-ledger"));
        assertThat(lines).contains("created: AWS::SQS::Queue Orders, tutorial-Orders");
        try (FrontClient front = new FrontClient(lab.endpoint(), lab.accessKey())) {
            String url = front.target(
                            "sqs", "AmazonSQS.GetQueueUrl", JsonTree.object().put("QueueName", "tutorial-Orders"))
                    .path("QueueUrl")
                    .asText();
            for (String order : List.of("1", "1", "2")) {
                front.target(
                        "sqs",
                        "AmazonSQS.SendMessage",
                        JsonTree.object().put("QueueUrl", url).put("MessageBody", "{\"orderId\":\"" + order + "\"}"));
            }
        }
        List<String> entered = List.of();
        for (int i = 0; i < 600 && entered.size() < 2; i++) {
            Waiting.sleeping().await(Duration.ofMillis(100));
            entered = entered("tutorial-ledger");
        }
        assertThat(entered).containsExactlyInAnyOrder("charge 1", "charge 2");
        assertThatThrownBy(() -> deploy("tutorial", template, Map.of("PaymentsUrl", "tutorial-ledger")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("tutorial-Function is there already");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sqs         | deployed
            s3          | deployed
            sns         | deployed
            eventbridge | deployed
            dynamodb    | deployed
            scheduler   | deployed
            http        | deployed
            kinesis     | AWS::Kinesis::Stream
            kafka       | MSK
            """)
    void theInfrastructuresTemplates_areDeployedOrRefusedByName(String name, String end) throws Exception {
        String template = Files.readString(Path.of("../infrastructure/cloudformation", name + ".yaml"));
        Map<String, String> given = Map.of("AlarmTopic", "arn:aws:sns:us-east-1:000000000000:alarms");
        Map<String, String> parameters = template.contains("AlarmTopic:") ? given : Map.of();
        if (end.equals("deployed")) {
            deploy(name, template, parameters);
            assertThat(clients.lambda().getFunction(request -> request.functionName(name + "-Function")))
                    .isNotNull();
        } else {
            assertThatThrownBy(() -> deploy(name, template, parameters))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining(end);
        }
    }

    private List<String> entered(String ledger) {
        return clients.dynamoDb().scan(request -> request.tableName(ledger)).items().stream()
                .map(item -> Objects.requireNonNull(item.get("line")).s())
                .toList();
    }

    private InvokeResponse deliver(String function, String event) {
        return clients.lambda()
                .invoke(request -> request.functionName(function).payload(SdkBytes.fromUtf8String(event)));
    }

    private static long processes(String handler) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(handler))
                .count();
    }
}
