// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Waiting;
import dev.semel.model.Blob;
import dev.semel.platform.front.Lab;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The story of one upload on a platform: a bucket, tables, a function behind the bucket's notification, an upload, and
 * the same event again; first with a naive handler, then with Semel's.
 */
final class PlatformDemo {

    private static final String FUNCTION = "on-upload";
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String BUCKET = "uploads";
    private static final String CHARGES = "charges";
    private static final String IDEMPOTENCY = "idempotency";
    private static final String NOTIFICATION = "<NotificationConfiguration><CloudFunctionConfiguration>"
            + "<CloudFunction>arn:aws:lambda:us-east-1:000000000000:function:" + FUNCTION + "</CloudFunction>"
            + "<Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration></NotificationConfiguration>";
    private static final Duration STEP = Duration.ofMillis(50);

    private final Lab lab;
    private final FrontClient front;
    private final PaymentService payments;
    private final Consumer<String> progress;

    /**
     * Makes a demo.
     *
     * @param lab the platform, with nothing in it
     * @param front a client of it
     * @param payments the payment service, with an empty ledger
     * @param progress takes lines for the user
     */
    PlatformDemo(Lab lab, FrontClient front, PaymentService payments, Consumer<String> progress) {
        this.lab = lab;
        this.front = front;
        this.payments = payments;
        this.progress = progress;
    }

    /**
     * Plays the story. It has no bound of its own: who calls it interrupts it.
     *
     * @param zip the functions' code
     * @throws IOException if a step did not come out; its message is one line for the user
     * @throws ServiceException if a service of the platform refused a step
     */
    PlatformReport run(byte[] zip) throws IOException, InterruptedException {
        progress.accept("Creating the bucket " + BUCKET + ", two tables, the function " + FUNCTION
                + " and the notification ...");
        front.rest("s3", "PUT", "/" + BUCKET, Map.of(), new byte[0]);
        createTable(CHARGES);
        createTable(IDEMPOTENCY);
        createFunction(NaiveUpload.class, zip);
        front.rest("s3", "PUT", "/" + BUCKET + "?notification", Map.of(), utf8(NOTIFICATION));
        PlatformReport.Result naive = play("naive", "order-1.txt", 0);
        progress.accept("Changing the function's handler to the one with Semel ...");
        ObjectNode change = JsonTree.object().put("Handler", SemelUpload.class.getName());
        front.rest("lambda", "PUT", FUNCTIONS + "/" + FUNCTION + "/configuration", Map.of(), utf8(change.toString()));
        return new PlatformReport(List.of(naive, play(DemoHandler.SEMEL, "order-2.txt", naive.deliveries())));
    }

    private PlatformReport.Result play(String handler, String key, int before)
            throws IOException, InterruptedException {
        progress.accept("Playing with the handler '" + handler + "': an upload, and its event again ...");
        front.rest("s3", "PUT", "/" + BUCKET + "/" + key, Map.of(), utf8("a book, 12 cents"));
        awaitInvocations(before + 1);
        Blob event =
                lab.lastEvent(FUNCTION).orElseThrow(() -> new IOException("the platform has no event of " + FUNCTION));
        if (!new String(event.toByteArray(), StandardCharsets.UTF_8).contains(key)) {
            throw new IOException("the last event of " + FUNCTION + " is not that of " + key);
        }
        deliver(event);
        awaitInvocations(before + 2);
        return new PlatformReport.Result(handler, invocations() - before, rows(key), charges(key));
    }

    private void deliver(Blob event) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = front.rest(
                "lambda", "POST", FUNCTIONS + "/" + FUNCTION + "/invocations", Map.of(), event.toByteArray());
        if (answer.headers().firstValue("x-amz-function-error").isPresent()) {
            throw new IOException("the function failed: "
                    + JsonTree.parse(answer.body()).path("errorType").asText());
        }
    }

    /** Waits until the function has ended a number of invocations, by the lines of its log, or is interrupted. */
    private void awaitInvocations(int expected) throws InterruptedException {
        while (invocations() < expected) {
            Waiting.sleeping().await(STEP);
        }
    }

    private int invocations() {
        return (int) lab.logs().lines("/aws/lambda/" + FUNCTION).orElse(List.of()).stream()
                .filter(line -> line.message().startsWith("REPORT "))
                .count();
    }

    private int rows(String key) throws IOException, InterruptedException {
        ObjectNode scan = JsonTree.object()
                .put("TableName", CHARGES)
                .put("ConsistentRead", true)
                .put("FilterExpression", "upload = :key");
        scan.putObject("ExpressionAttributeValues").putObject(":key").put("S", key);
        return dynamoDb("Scan", scan).path("Count").asInt();
    }

    private int charges(String key) {
        return (int) payments.requested().stream()
                .filter(intent -> intent.order().equals(key))
                .count();
    }

    private void createTable(String name) throws IOException, InterruptedException {
        ObjectNode table = JsonTree.object().put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        table.putArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", "id")
                .put("AttributeType", "S");
        table.putArray("KeySchema").addObject().put("AttributeName", "id").put("KeyType", "HASH");
        dynamoDb("CreateTable", table);
    }

    private JsonNode dynamoDb(String operation, ObjectNode document) throws IOException, InterruptedException {
        return front.target("dynamodb", "DynamoDB_20120810." + operation, document);
    }

    private void createFunction(Class<?> handler, byte[] zip) throws IOException, InterruptedException {
        ObjectNode function = JsonTree.object()
                .put("FunctionName", FUNCTION)
                .put("Runtime", "java21")
                .put("Handler", handler.getName())
                .put("Role", "arn:aws:iam::000000000000:role/lab")
                .put("Timeout", 30)
                .put("MemorySize", 512);
        function.putObject("Environment")
                .putObject("Variables")
                .put(UploadWork.CHARGES_TABLE, CHARGES)
                .put(UploadWork.IDEMPOTENCY_TABLE, IDEMPOTENCY)
                .put(UploadWork.PAYMENTS, payments.endpoint().toString());
        function.putObject("Code").put("ZipFile", Base64.getEncoder().encodeToString(zip));
        front.rest("lambda", "POST", FUNCTIONS, Map.of(), utf8(function.toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
