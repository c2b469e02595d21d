// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** {@code semel doctor --live} against services that answer every list with one member a page, as AWS may. */
class LivePagesTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:charge";
    private static final Pattern TOKEN = Pattern.compile("(?:Marker=|NextToken=|\"NextToken\":\")(\\d)");

    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .orElse("");
        Matcher token = TOKEN.matcher(exchange.getRequestURI() + body);
        int page = token.find() ? Integer.parseInt(token.group(1)) : 1;
        String what = target.isEmpty() ? body.replaceAll("&.*", "") + path : target.replaceAll(".*\\.", "");
        String answer = answer(what, body, page);
        if (answer.isEmpty()) {
            exchange.getResponseHeaders().add("x-amzn-errortype", "ResourceNotFoundException");
        }
        byte[] bytes = (answer.isEmpty() ? "{}" : answer.replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Answers the page with that number; each list has three. An empty text is an absent thing. */
    private String answer(String what, String body, int page) {
        String next = page < 3 ? "'NextToken':'" + (page + 1) + "'," : "";
        return switch (what) {
            case "/2015-03-31/functions/charge/configuration" ->
                "{'FunctionName':'charge','FunctionArn':'" + FUNCTION + "','Timeout':30}";
            case "/2015-03-31/event-source-mappings", "/2015-03-31/event-source-mappings/" ->
                "{" + next.replace("NextToken", "NextMarker") + "'EventSourceMappings':[{'UUID':'m" + page
                        + "','EventSourceArn':'arn:aws:sqs:us-east-1:000000000000:q" + page + "'}]}";
            case "/2015-03-31/functions/charge/policy" -> policy("iot", "sns", "s3");
            case "GetQueueUrl" -> "{'QueueUrl':'http://127.0.0.1/0/q'}";
            case "GetQueueAttributes" -> "{'Attributes':{'VisibilityTimeout':'180'}}";
            case "ListEventBuses" -> "{" + next + "'EventBuses':[{'Name':'bus" + page + "'}]}";
            case "ListRules" -> "{" + next + "'Rules':[{'Name':'" + bus(body) + "-rule" + page + "'}]}";
            case "ListTargetsByRule" ->
                "{" + next + "'Targets':[{'Id':'1','Arn':'" + (page < 3 ? "arn:aws:sqs:a" : FUNCTION + ":live")
                        + "'}]}";
            case "Action=ListSubscriptions/" ->
                "<ListSubscriptionsResponse><ListSubscriptionsResult><Subscriptions><member><TopicArn>topic" + page
                        + "</TopicArn><SubscriptionArn>s" + page + "</SubscriptionArn><Endpoint>" + FUNCTION
                        + "</Endpoint></member></Subscriptions>"
                        + (page < 3 ? "<NextToken>" + (page + 1) + "</NextToken>" : "")
                        + "</ListSubscriptionsResult></ListSubscriptionsResponse>";
            case "Action=GetSubscriptionAttributes/" -> "<GetSubscriptionAttributesResponse/>";
            default -> "";
        };
    }

    /** A policy by which services may invoke the function. */
    private static String policy(String... services) {
        String statements = Stream.of(services)
                .map(service -> "{'Principal':{'Service':'" + service + ".amazonaws.com'}}")
                .collect(Collectors.joining(","));
        String quoted = ("{'Statement':[" + statements + "]}").replace("'", "\\'");
        return "{'Policy':'" + quoted + "'}";
    }

    private static String bus(String body) {
        return body.replaceAll(".*\"EventBusName\":\"(\\w+)\".*", "$1");
    }

    @Test
    void everyPageOfEveryListIsRead() {
        DoctorOptions options = new DoctorOptions(
                List.of(), "id", Optional.empty(), Optional.empty(), OptionalInt.empty(), Duration.ofSeconds(2));
        try (LiveClients clients = new LiveClients(
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                Optional.of("us-east-1"),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")),
                InstantSource.system())) {
            DeploymentModel model = new LiveReader(clients, options).read(List.of("charge"));
            assertThat(model.queues())
                    .extracting(MessageQueue::place)
                    .containsExactly(
                            "arn:aws:sqs:us-east-1:000000000000:q1",
                            "arn:aws:sqs:us-east-1:000000000000:q2",
                            "arn:aws:sqs:us-east-1:000000000000:q3");
            assertThat(model.mappings()).hasSize(3);
            assertThat(model.routes())
                    .extracting(EventRoute::place)
                    .containsExactly(
                            "rule bus1-rule1",
                            "rule bus1-rule2",
                            "rule bus1-rule3",
                            "rule bus2-rule1",
                            "rule bus2-rule2",
                            "rule bus2-rule3",
                            "rule bus3-rule1",
                            "rule bus3-rule2",
                            "rule bus3-rule3",
                            "subscription of topic1",
                            "subscription of topic2",
                            "subscription of topic3",
                            "bucket of charge");
            assertThat(model.unseen())
                    .contains("invocations of charge by iot.amazonaws.com: the doctor has no rules for them")
                    .noneMatch(text -> text.contains("sns.amazonaws.com"));
        }
    }
}
