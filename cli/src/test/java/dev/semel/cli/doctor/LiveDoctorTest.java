// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.platform.deploy.TemplateDeployment;
import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.front.Lab;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.jars.JarCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** {@code semel doctor --live} against the local platform: a deployment that is right, then one that is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveDoctorTest {

    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";
    private static final DoctorOptions OPTIONS = new DoctorOptions(
            List.of("records"),
            "id",
            Optional.of(Duration.ofDays(14)),
            Optional.of(Duration.ofSeconds(2)),
            OptionalInt.of(3),
            Duration.ofSeconds(2));

    @TempDir
    private Path folder = Path.of("");

    private Lab lab = startLab();
    private LiveClients clients = clients(InstantSource.system());

    private static Lab startLab() {
        try {
            return Lab.builder(new EngineJars(
                            JarCache.of(System.getenv(), Path.of(System.getProperty("user.home"))),
                            System.err::println))
                    .start();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LiveClients clients(InstantSource clock) {
        return new LiveClients(
                Optional.of(lab.endpoint()),
                Optional.of("us-east-1"),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(lab.accessKey(), lab.secretKey())),
                clock);
    }

    @BeforeAll
    void deploy() throws IOException {
        clients.dynamoDb()
                .createTable(table -> table.tableName("records")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .deletionProtectionEnabled(true)
                        .keySchema(List.of(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build()))
                        .attributeDefinitions(List.of(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())));
        clients.dynamoDb()
                .updateTimeToLive(request -> request.tableName("records")
                        .timeToLiveSpecification(
                                ttl -> ttl.attributeName("expiration").enabled(true)));
        clients.sqs()
                .createQueue(queue -> queue.queueName("dead")
                        .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")));
        clients.sqs()
                .createQueue(queue -> queue.queueName("orders")
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "180",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + ARN + "dead\",\"maxReceiveCount\":5}")));
        byte[] code = zip();
        clients.lambda()
                .createFunction(function -> function.functionName("charge")
                        .runtime(Runtime.JAVA21)
                        .role("arn:aws:iam::000000000000:role/lab")
                        .handler("Handler")
                        .timeout(30)
                        .code(zip -> zip.zipFile(SdkBytes.fromByteArray(code))));
        clients.lambda()
                .createEventSourceMapping(mapping -> mapping.functionName("charge")
                        .eventSourceArn(ARN + "orders")
                        .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("Handler.txt"));
            zip.write("no code".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @AfterAll
    void end() throws IOException {
        clients.close();
        lab.close();
    }

    private Examination examine() {
        return Doctor.examine(new LiveReader(clients, OPTIONS).read(List.of("charge")), OPTIONS);
    }

    private static List<String> numbers(Examination examination) {
        return examination.findings().stream()
                .map(finding -> finding.kind().number())
                .toList();
    }

    @Test
    void aDeploymentIsReadFromItsServices() throws IOException {
        byte[] code = zip();
        Examination right = examine();
        assertThat(numbers(right)).isEmpty();
        assertThat(right.unchecked())
                .anySatisfy(what -> assertThat(what).startsWith("permissions of charge"))
                .anySatisfy(what -> assertThat(what).startsWith("alarm on " + ARN + "dead"));
        Doctor.compareClocks(clients.clockSkew(), OPTIONS.tolerance(), right);
        assertThat(numbers(right)).isEmpty();

        clients.lambda()
                .createFunction(function -> function.functionName("mail")
                        .runtime(Runtime.JAVA21)
                        .role("arn:aws:iam::000000000000:role/lab")
                        .handler("Handler")
                        .timeout(120)
                        .code(zip -> zip.zipFile(SdkBytes.fromByteArray(code))));
        String arn = clients.lambda()
                .getFunctionConfiguration(request -> request.functionName("mail"))
                .functionArn();
        clients.eventBridge().putRule(rule -> rule.name("placed").eventPattern("{\"source\":[\"shop\"]}"));
        clients.eventBridge()
                .putTargets(targets -> targets.rule("placed")
                        .targets(List.of(Target.builder().id("1").arn(arn).build())));
        String topic =
                clients.sns().createTopic(request -> request.name("news")).topicArn();
        clients.sns()
                .subscribe(request -> request.topicArn(topic).protocol("lambda").endpoint(arn));
        clients.sqs()
                .setQueueAttributes(request -> request.queueUrl(clients.sqs()
                                .getQueueUrl(url -> url.queueName("orders"))
                                .queueUrl())
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "100",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + ARN + "dead\",\"maxReceiveCount\":3}")));
        Examination wrong = Doctor.examine(new LiveReader(clients, OPTIONS).read(List.of("charge", "mail")), OPTIONS);
        assertThat(wrong.unchecked()) // what the platform does not serve is said
                .anySatisfy(what -> assertThat(what).contains("DescribeContinuousBackups was refused"))
                .anySatisfy(what -> assertThat(what).contains("GetSubscriptionAttributes was refused"))
                .anySatisfy(what -> assertThat(what).contains("does not show its MessageRetentionPeriod"));
        assertThat(numbers(wrong)).containsExactly("SD011", "SD020", "SD022", "SD050", "SD053", "SD080");
    }

    /** The printed stacks are deployed as they are; those of the other sources need services that are not served. */
    @ParameterizedTest
    @ValueSource(strings = {"sqs", "sns", "eventbridge", "s3"})
    void aPrintedStackHasNoFindingOnceItIsDeployed(String source) throws Exception {
        Path template = Path.of("../infrastructure/cloudformation/" + source + ".yaml");
        Files.createDirectories(folder.resolve("target"));
        Files.write(folder.resolve("target/function.jar"), zip());
        Path copy = Files.copy(template, folder.resolve(source + ".yaml"));
        Map<String, String> parameters = Map.of("AlarmTopic", "arn:aws:sns:us-east-1:000000000000:alarms");
        try (FrontClient front = new FrontClient(lab.endpoint(), lab.accessKey())) {
            TemplateDeployment.read(copy, source, parameters).create(front, line -> {});
        }
        DoctorOptions options = new DoctorOptions(
                List.of(source + "-Records"),
                "id",
                Optional.of(Duration.ofDays(30)),
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ofSeconds(2));
        Examination examination =
                Doctor.examine(new LiveReader(clients, options).read(List.of(source + "-Function")), options);
        assertThat(numbers(examination)).isEmpty();
    }

    @Test
    void aClockThatIsAheadIsFound() {
        try (LiveClients ahead = clients(InstantSource.offset(InstantSource.system(), Duration.ofSeconds(9)))) {
            ahead.dynamoDb().listTables();
            Examination examination = new Examination();
            Doctor.compareClocks(ahead.clockSkew(), OPTIONS.tolerance(), examination);
            assertThat(numbers(examination)).containsExactly("SD090");
        }
    }
}
