// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LightClient;
import dev.semel.platform.deploy.TemplateDeployment;
import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.front.Lab;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.jars.JarCache;
import dev.semel.platform.logs.MetricStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The shop's stack, deployed on a platform of its own, with the companies around it. Thread-safe. */
final class LocalShop implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String CODE_BUCKET = "code";
    private static final String CODE_KEY = "functions.zip";

    private final Lab lab;
    private final LocalServices services;
    private final FrontClient front;
    private final DynamoDbClient dynamoDb;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> outputs;
    private final Path template;

    private LocalShop(
            Lab lab,
            LocalServices services,
            FrontClient front,
            DynamoDbClient dynamoDb,
            Map<String, String> outputs,
            Path template) {
        this.lab = lab;
        this.services = services;
        this.front = front;
        this.dynamoDb = dynamoDb;
        this.outputs = Map.copyOf(outputs);
        this.template = template;
    }

    /**
     * Starts a platform and deploys the stack.
     *
     * @param template the stack's template
     * @param classPath the class path with the functions
     * @param cache the place of the platform's engines
     * @param progress takes lines for people
     * @return the shop, which the caller closes
     * @throws IOException if something does not start; its message is one line for the user
     */
    static LocalShop start(Path template, List<Path> classPath, JarCache cache, Consumer<String> progress)
            throws IOException, InterruptedException {
        LocalServices services = LocalServices.start();
        Lab lab =
                Lab.builder(new EngineJars(cache, progress)).problems(progress).start();
        FrontClient front = new FrontClient(lab.endpoint(), lab.accessKey());
        DynamoDbClient dynamoDb = LightClient.builder()
                .endpointOverride(lab.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(lab.accessKey(), lab.secretKey())))
                .build();
        front.rest("s3", "PUT", "/" + CODE_BUCKET, Map.of(), new byte[0]);
        front.rest("s3", "PUT", "/" + CODE_BUCKET + "/" + CODE_KEY, Map.of(), FunctionArchive.of(classPath));
        Map<String, String> parameters = Map.of(
                "CodeBucket",
                CODE_BUCKET,
                "CodeKey",
                CODE_KEY,
                "PaymentsUrl",
                services.address().toString(),
                "MailUrl",
                services.address().toString(),
                "StalledAfter",
                "PT0S");
        List<String> lines = new ArrayList<>();
        Map<String, String> outputs =
                TemplateDeployment.read(template, "Shop", parameters).create(front, lines::add);
        progress.accept("deployed: "
                + lines.stream().filter(line -> line.startsWith("created")).count() + " resources, and "
                + lines.stream().filter(line -> line.contains("::Alarm ")).count() + " alarms");
        return new LocalShop(lab, services, front, dynamoDb, outputs, template);
    }

    /** {@return the template that was deployed} */
    Path template() {
        return template;
    }

    Lab lab() {
        return lab;
    }

    LocalServices services() {
        return services;
    }

    String output(String name) {
        return Objects.requireNonNull(outputs.get(name + "Output"), name);
    }

    /** {@return the records, as an operator opens them} */
    DynamoDbStore records() {
        return DynamoDbStore.of(dynamoDb, output("Records"));
    }

    // ---- events ----

    /** Sends an order as a client does. */
    HttpResponse<String> place(String key, String customer, long cents) throws IOException, InterruptedException {
        String body = JsonTree.object()
                .put("customer", customer)
                .put("article", "tea")
                .put("cents", Long.toString(cents))
                .toString();
        return http.send(
                HttpRequest.newBuilder(URI.create(output("Api")).resolve("orders"))
                        .timeout(TIMEOUT)
                        .header("Idempotency-Key", "\"" + key + "\"")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Uploads a file of orders. */
    void upload(String key, String content) throws IOException, InterruptedException {
        front.rest("s3", "PUT", "/" + output("Intake") + "/" + key, Map.of(), content.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a message about an order to the queue again. */
    void send(String orderId) throws IOException, InterruptedException {
        String body = JsonTree.object().put("orderId", orderId).toString();
        front.target(
                "sqs",
                "AmazonSQS.SendMessage",
                JsonTree.object().put("QueueUrl", output("OrderQueue")).put("MessageBody", body));
    }

    /** Sends the event of a paid order to the bus again. */
    void announce(String orderId, String customer, long cents) throws IOException, InterruptedException {
        ObjectNode detail = JsonTree.object().put("orderId", orderId).put("customer", customer);
        ObjectNode request = JsonTree.object();
        request.putArray("Entries")
                .addObject()
                .put("Source", "shop")
                .put("DetailType", "OrderPaid")
                .put("Detail", detail.put("cents", cents).toString());
        front.target("events", "AWSEvents.PutEvents", request);
    }

    /** Delivers the event of a function's last invocation again. {@return whether the function answered} */
    boolean deliverAgain(String handler) throws IOException, InterruptedException {
        String function = function(handler);
        byte[] event = lab.lastEvent(function).orElseThrow().toByteArray();
        return front.rest("lambda", "POST", "/2015-03-31/functions/" + function + "/invocations", Map.of(), event)
                .headers()
                .firstValue("x-amz-function-error")
                .isEmpty();
    }

    /**
     * Delivers again what Lambda gave up on, as an operator does: the events are in the reports of the dead-letter
     * queue.
     */
    void redrive(String handler) throws IOException, InterruptedException {
        String function = function(handler);
        String url = queueUrl("Shop-" + resource("AWS::SQS::Queue", handler + "Dead"));
        ObjectNode request = JsonTree.object().put("QueueUrl", url).put("MaxNumberOfMessages", 10);
        for (JsonNode message :
                front.target("sqs", "AmazonSQS.ReceiveMessage", request).path("Messages")) {
            JsonNode report = JsonTree.parse(message.path("Body").asText().getBytes(StandardCharsets.UTF_8));
            front.rest(
                    "lambda",
                    "POST",
                    "/2015-03-31/functions/" + function + "/invocations",
                    Map.of("X-Amz-Invocation-Type", "Event"),
                    report.path("requestPayload").toString().getBytes(StandardCharsets.UTF_8));
            ObjectNode done = JsonTree.object().put("QueueUrl", url);
            done.put("ReceiptHandle", message.path("ReceiptHandle").asText());
            front.target("sqs", "AmazonSQS.DeleteMessage", done);
        }
    }

    /** {@return the logical id of the template's resource of a type whose id begins so} */
    private String resource(String type, String start) throws IOException {
        for (Map.Entry<String, JsonNode> resource :
                JsonTree.parse(Files.readAllBytes(template)).path("Resources").properties()) {
            if (resource.getValue().path("Type").asText().equals(type)
                    && resource.getKey().startsWith(start)) {
                return resource.getKey();
            }
        }
        throw new IOException("the template has no " + type + " whose name begins with " + start);
    }

    /** {@return the name of the function with a handler} */
    private String function(String handler) throws IOException {
        return "Shop-" + resource("AWS::Lambda::Function", handler);
    }

    private String queueUrl(String queue) throws IOException, InterruptedException {
        return front.target("sqs", "AmazonSQS.GetQueueUrl", JsonTree.object().put("QueueName", queue))
                .path("QueueUrl")
                .asText();
    }

    // ---- what is there ----

    /** {@return the items of a table} */
    List<JsonNode> items(String output) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        front.target(
                        "dynamodb",
                        "DynamoDB_20120810.Scan",
                        JsonTree.object().put("TableName", output(output)).put("ConsistentRead", true))
                .path("Items")
                .forEach(items::add);
        return items;
    }

    /** {@return the item of an order's customer} */
    Optional<JsonNode> item(String output, ToldOrder order) throws IOException, InterruptedException {
        return items(output).stream()
                .filter(item -> item.path("customer").path("S").asText().equals(order.customer()))
                .findFirst();
    }

    /** {@return the points of the order's customer} */
    long points(ToldOrder order) throws IOException, InterruptedException {
        return item("PointsTable", order)
                .map(item -> item.path("points").path("N").asLong())
                .orElse(0L);
    }

    /** {@return the status of an order} */
    String status(ToldOrder order) throws IOException, InterruptedException {
        return item("OrderTable", order)
                .map(item -> item.path("status").path("S").asText())
                .orElse("absent");
    }

    /** {@return the sum of a metric of an operation, over all sources} */
    double metric(String operation, String name) {
        MetricStore.Row row = lab.metrics().rows().get("Shop " + name + " Operation=" + operation);
        return row == null ? 0 : row.sum();
    }

    /** {@return the number of messages in a queue, visible or not} */
    int messages(String queue) throws IOException, InterruptedException {
        String url = queueUrl(queue);
        ObjectNode request = JsonTree.object().put("QueueUrl", url);
        request.putArray("AttributeNames").add("ApproximateNumberOfMessages");
        return front.target("sqs", "AmazonSQS.GetQueueAttributes", request)
                .path("Attributes")
                .path("ApproximateNumberOfMessages")
                .asInt();
    }

    /** Kills every process of a function with SIGKILL. {@return how many there were} */
    int kill(String handler) {
        return FunctionProcesses.kill(ProcessHandle.current(), handler);
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        dynamoDb.close();
        front.close();
        lab.close();
        services.close();
    }
}
