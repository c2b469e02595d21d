// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.Waiting;
import dev.semel.model.Blob;
import dev.semel.platform.front.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.model.Event;

/** Commands of the AWS CLI, as far as the walk-through has them, through the AWS SDK. */
final class WalkThroughCommands implements AutoCloseable {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private final Lab lab;
    private final LabClients clients;
    private Blob event = Blob.of(new byte[0]);
    private int invocations;

    WalkThroughCommands(Lab lab) {
        this.lab = lab;
        this.clients = new LabClients(lab);
    }

    /** Runs a command. {@return its output, or an empty text if the page does not show it} */
    String run(String command) throws Exception {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).startsWith("--")) {
                options.put(words.get(i).substring(2), words.get(i + 1));
            }
        }
        boolean isAws = words.get(2).equals("aws");
        return isAws ? aws(words.get(3) + " " + words.get(4), options) : remember(words.get(3));
    }

    private String remember(String function) {
        event = lab.lastEvent(function).orElseThrow();
        return "";
    }

    private String aws(String operation, Map<String, String> options) throws Exception {
        switch (operation) {
            case "s3api create-bucket" -> clients.s3().createBucket(request -> request.bucket(options.get("bucket")));
            case "s3api put-object" ->
                clients.s3()
                        .putObject(
                                request -> request.bucket(options.get("bucket")).key(options.get("key")),
                                RequestBody.fromFile(Path.of("..", options.get("body"))));
            case "s3api put-bucket-notification-configuration" -> putNotification(options);
            case "dynamodb create-table" -> createTable(options);
            case "lambda create-function" -> createFunction(options);
            case "lambda update-function-code" ->
                clients.lambda()
                        .updateFunctionCode(request -> request.functionName(options.get("function-name"))
                                .zipFile(clients.zip()));
            case "lambda update-function-configuration" ->
                clients.lambda()
                        .updateFunctionConfiguration(request -> request.functionName(options.get("function-name"))
                                .handler(options.get("handler")));
            case "lambda invoke" -> invoke(options);
            case "dynamodb scan" -> {
                return Integer.toString(clients.dynamoDb()
                        .scan(request -> request.tableName(options.get("table-name")))
                        .count());
            }
            case "logs filter-log-events" -> {
                return clients
                        .logs()
                        .filterLogEvents(request -> request.logGroupName(options.get("log-group-name"))
                                .filterPattern(options.get("filter-pattern")))
                        .events()
                        .stream()
                        .map(FilteredLogEvent::message)
                        .collect(Collectors.joining("\t"));
            }
            default -> throw new IllegalArgumentException("no such command in this test: " + operation);
        }
        return "";
    }

    private void invoke(Map<String, String> options) {
        var response = clients.lambda()
                .invoke(request -> request.functionName(options.get("function-name"))
                        .payload(SdkBytes.fromByteArray(event.toByteArray())));
        if (response.functionError() != null) {
            throw new IllegalStateException(response.payload().asUtf8String());
        }
        invocations++;
    }

    private void createTable(Map<String, String> options) {
        String key = options.getOrDefault("key-schema", "").split("[=,]", -1)[1];
        clients.dynamoDb()
                .createTable(request -> request.tableName(options.get("table-name"))
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName(key)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName(key)
                                .keyType(KeyType.HASH)
                                .build()));
    }

    private void createFunction(Map<String, String> options) {
        Map<String, String> variables = new LinkedHashMap<>();
        String all = options.getOrDefault("environment", "{}");
        for (String variable :
                all.substring(all.indexOf('{') + 1, all.indexOf('}')).split(",", -1)) {
            variables.put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
        }
        clients.lambda()
                .createFunction(request -> request.functionName(options.get("function-name"))
                        .runtime(options.get("runtime"))
                        .handler(options.get("handler"))
                        .role(options.get("role"))
                        .timeout(Integer.parseInt(options.get("timeout")))
                        .memorySize(Integer.parseInt(options.get("memory-size")))
                        .code(code -> code.zipFile(clients.zip()))
                        .environment(environment -> environment.variables(variables)));
    }

    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    private void putNotification(Map<String, String> options) throws Exception {
        JsonNode rule = new JsonMapper()
                .readTree(options.get("notification-configuration"))
                .at("/LambdaFunctionConfigurations/0");
        clients.s3()
                .putBucketNotificationConfiguration(request -> request.bucket(options.get("bucket"))
                        .notificationConfiguration(rules ->
                                rules.lambdaFunctionConfigurations(function -> function.lambdaFunctionArn(
                                                rule.path("LambdaFunctionArn").asText())
                                        .events(Event.fromValue(
                                                rule.path("Events").path(0).asText())))));
    }

    /** Waits for the end of the invocation that an upload causes, for at most a minute. */
    void awaitInvocation() throws InterruptedException {
        invocations++;
        for (int i = 0; i < 1_200 && reports() < invocations; i++) {
            Waiting.sleeping().await(Duration.ofMillis(50));
        }
        if (reports() != invocations) {
            throw new AssertionError(reports() + " of " + invocations + " invocations ended within a minute");
        }
    }

    private long reports() {
        return lab.logs().lines("/aws/lambda/on-upload").orElse(List.of()).stream()
                .filter(line -> line.message().startsWith("REPORT "))
                .count();
    }

    @Override
    public void close() {
        clients.close();
    }
}
