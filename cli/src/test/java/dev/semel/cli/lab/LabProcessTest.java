// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Waiting;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The platform as a process: what a kill, a signal and wrong input leave behind. */
class LabProcessTest {

    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String NOTIFICATION = "<NotificationConfiguration><QueueConfiguration><Queue>"
            + "arn:aws:sqs:us-east-1:000000000000:jobs</Queue><Event>s3:ObjectCreated:*</Event>"
            + "</QueueConfiguration></NotificationConfiguration>";

    @TempDir
    private Path scratch;

    /** Handler that never answers an event that says so. Runs in a function's process. */
    public static final class Echo {

        /** Called by the runtime. */
        public Object handle(Object event) throws InterruptedException {
            if (event.equals("hang")) {
                new CountDownLatch(1).await();
            }
            return event;
        }
    }

    private static void createFunction(FrontClient client, String name, String runtime, String handler)
            throws Exception {
        ObjectNode request = JsonTree.object().put("FunctionName", name).put("Runtime", runtime);
        request.put("Role", "arn:aws:iam::000000000000:role/lab")
                .put("Handler", handler)
                .put("Timeout", 2);
        request.putObject("Code").put("ZipFile", Base64.getEncoder().encodeToString(zip()));
        client.rest("lambda", "POST", FUNCTIONS, Map.of(), request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String name = Echo.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                InputStream in = Objects.requireNonNull(Echo.class.getResourceAsStream("/" + name))) {
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
        }
        return bytes.toByteArray();
    }

    private static JsonNode dynamoDb(FrontClient client, String operation, String document) throws Exception {
        return client.target(
                "dynamodb",
                "DynamoDB_20120810." + operation,
                JsonTree.parse(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    /** Invokes a function that never answers, and waits for its process. */
    private static void occupy(LabProcess lab, FrontClient client) throws Exception {
        createFunction(client, "echo", "java21", Echo.class.getName() + "::handle");
        client.rest(
                "lambda",
                "POST",
                FUNCTIONS + "/echo/invocations",
                Map.of("X-Amz-Invocation-Type", "Event"),
                "\"hang\"".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 600 && lab.children().size() < 2; i++) { // the first is the keeper's shell
            Waiting.sleeping().await(Duration.ofMillis(50));
        }
        assertThat(lab.children()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void afterAKillInTheMiddleOfWork_theNextStartHasWhatWasAcknowledged() throws Exception {
        String[] options = {"--port", "0", "--state", scratch.resolve("state").toString()};
        int acknowledged = 0;
        try (LabProcess lab = LabProcess.start(scratch, options);
                FrontClient client = lab.client()) {
            dynamoDb(
                    client,
                    "CreateTable",
                    "{'TableName':'orders','BillingMode':'PAY_PER_REQUEST',"
                            + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'N'}],"
                            + "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}]}");
            client.target("sqs", "AmazonSQS.CreateQueue", JsonTree.object().put("QueueName", "jobs"));
            client.rest("s3", "PUT", "/uploads", Map.of(), new byte[0]);
            client.rest("s3", "PUT", "/uploads?notification", Map.of(), NOTIFICATION.getBytes(StandardCharsets.UTF_8));
            client.rest("s3", "PUT", "/uploads/one", Map.of(), "content".getBytes(StandardCharsets.UTF_8));
            occupy(lab, client);
            List<ProcessHandle> children = lab.children();
            try {
                while (true) {
                    put(client, acknowledged);
                    acknowledged++;
                    if (acknowledged == 50) { // from here on the kill is under way while writes go on
                        lab.process().destroyForcibly();
                    }
                }
            } catch (IOException e) {
                assertThat(acknowledged).isGreaterThanOrEqualTo(50);
            }
            assertThat(lab.exitStatus()).isEqualTo(137);
            LabProcess.awaitEnd(children);
        }
        Files.writeString( // as a kill in the middle of a write leaves it
                scratch.resolve("state/queues/requests"), "{\"path\":\"/\",\"bo", StandardOpenOption.APPEND);
        Files.writeString(scratch.resolve("state/notifications/uploads~"), "<Notif");
        try (LabProcess lab = LabProcess.start(scratch, options);
                FrontClient client = lab.client()) {
            for (int id = 0; id < acknowledged; id++) {
                assertThat(dynamoDb(client, "GetItem", "{'TableName':'orders','Key':{'id':{'N':'" + id + "'}}}")
                                .has("Item"))
                        .as("item %s of %s", id, acknowledged)
                        .isTrue();
            }
            assertThat(client.rest("s3", "GET", "/uploads/one", Map.of(), new byte[0])
                            .body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("content");
            client.rest("s3", "PUT", "/uploads/two", Map.of(), "content".getBytes(StandardCharsets.UTF_8));
            String url = client.target(
                            "sqs", "AmazonSQS.GetQueueUrl", JsonTree.object().put("QueueName", "jobs"))
                    .path("QueueUrl")
                    .asText();
            assertThat(client.target(
                                    "sqs",
                                    "AmazonSQS.ReceiveMessage",
                                    JsonTree.object().put("QueueUrl", url).put("WaitTimeSeconds", 10))
                            .toString())
                    .contains("uploads")
                    .contains("two");
        }
    }

    private static void put(FrontClient client, int id) throws Exception {
        dynamoDb(client, "PutItem", "{'TableName':'orders','Item':{'id':{'N':'" + id + "'}}}");
    }

    @Test
    void aSignalEndsEveryProcess_andWrongInputIsOneLine() throws Exception {
        List<ProcessHandle> children;
        try (LabProcess lab = LabProcess.start(scratch, "--port", "0");
                FrontClient client = lab.client()) {
            wrongInput(lab, client);
            occupy(lab, client);
            children = lab.children();
            String port = Integer.toString(
                    URI.create(lab.exports().get(LabClient.ENDPOINT)).getPort());
            try (LabProcess second = LabProcess.start(scratch, "--port", port)) {
                assertThat(second.exitStatus()).isEqualTo(3);
                assertThat(second.errors())
                        .containsExactly("semel lab could not start: port " + port
                                + " is in use; name another one, or 0 for any that is free");
                assertThat(second.children()).isEmpty();
            }
            lab.process().destroy();
            assertThat(lab.exitStatus()).isEqualTo(143);
            LabProcess.awaitEnd(children);
        }
        Path file = Files.writeString(scratch.resolve("file"), "no folder");
        try (LabProcess lab = LabProcess.start(scratch, "--port", "0", "--state", file.toString())) {
            assertThat(lab.exitStatus()).isEqualTo(3);
            assertThat(lab.errors()).singleElement().asString().contains(file.toString());
        }
    }

    @Test
    void ctrlCEndsEveryProcess() throws Exception {
        try (LabProcess lab = LabProcess.startInForeground(scratch, "--port", "0");
                FrontClient client = lab.client()) {
            occupy(lab, client);
            createFunction(client, "idle", "java21", Echo.class.getName() + "::handle");
            assertThat(invoke(lab, "idle"))
                    .as("frozen from now on, so deaf to the signal")
                    .isEqualTo("0 ");
            List<ProcessHandle> children = lab.children();
            String group = "-" + lab.process().pid();
            new ProcessBuilder("/bin/kill", "-INT", "--", group)
                    .start()
                    .waitFor(); // a terminal signals the whole group
            assertThat(lab.exitStatus()).isEqualTo(130);
            LabProcess.awaitEnd(children);
        }
    }

    private void wrongInput(LabProcess lab, FrontClient client) throws Exception {
        createFunction(client, "missing", "java21", "example.Missing::handle");
        createFunction(client, "slow", "java21", Echo.class.getName() + "::handle");
        createFunction(client, "snake", "python3.12", "module.handle");
        Path hang = Files.writeString(scratch.resolve("hang.json"), "\"hang\"");
        Path noJson = Files.writeString(scratch.resolve("no.json"), "{not");
        assertThat(invoke(lab, "slow")).isEqualTo("0 ");
        assertThat(invoke(lab, "missing"))
                .startsWith("1 semel lab invoke: missing failed: ")
                .contains("example.Missing");
        assertThat(invoke(lab, "slow", hang.toString())).startsWith("1 ").contains("Task timed out after 2.00 seconds");
        assertThat(invoke(lab, "slow", noJson.toString())).startsWith("2 ").contains("no.json");
        assertThat(invoke(lab, "slow", "absent.json")).startsWith("2 ").contains("there is no file absent.json");
        assertThat(invoke(lab, "snake")).startsWith("3 ").contains("there is no python3 on the PATH");
        Path code = scratch.resolve("code.zip");
        Files.write(code, zip());
        Path template = Files.writeString(scratch.resolve("template.yaml"), """
                Resources:
                  Deployed:
                    Type: AWS::Serverless::Function
                    Properties: {Runtime: java21, CodeUri: code.zip, Handler: "%s::handle"}
                """.formatted(Echo.class.getName()));
        assertThat(run(lab, "deploy", template.toString())).isEqualTo("0 ");
        assertThat(invoke(lab, "lab-Deployed")).isEqualTo("0 ");
        assertThat(run(lab, "deploy", template.toString())).startsWith("2 ").contains("lab-Deployed is there already");
        assertThat(run(lab, "deploy", "absent.yaml")).startsWith("2 ").contains("there is no file absent.yaml");
        assertThat(invoke(lab, "nobody")).startsWith("3 ").contains("Function not found");
    }

    private static String invoke(LabProcess lab, String... arguments) {
        return run(lab, "invoke", arguments);
    }

    /** Returns the exit status and the one line on standard error. */
    private static String run(LabProcess lab, String name, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine command = LabCommand.of(lab.exports());
        command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        List<String> line = new ArrayList<>(List.of(name));
        line.addAll(List.of(arguments));
        int status = command.execute(line.toArray(new String[0]));
        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(1);
        return status + " " + err.toString().strip();
    }
}
