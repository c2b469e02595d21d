// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static dev.semel.platform.front.LabFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Queues, topics and function URLs through the AWS SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcesTest {

    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:";

    private LabFixture lab;
    private LambdaClient lambda;
    private SqsClient sqs;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture();
        lambda = lab.lambda();
        sqs = lab.sqs();
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
    }

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private void map(String queue, String function) {
        lambda.createEventSourceMapping(request -> request.eventSourceArn(QUEUE + queue)
                .functionName(function)
                .batchSize(10)
                .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
    }

    @Test
    void aFunctionGetsTheMessagesOfItsQueueAndTheyAreDeleted() throws Exception {
        lambda.createFunction(LabFixture.function("orders", Map.of()).timeout(5).build());
        String url = queue("orders", Map.of());
        map("orders", "orders");
        sqs.sendMessage(request -> request.queueUrl(url).messageBody("order 42"));
        List<String> lines = eventually(() -> lab.lines("orders", "order 42"), found -> !found.isEmpty());
        assertThat(lines.getFirst())
                .contains("\"eventSource\":\"aws:sqs\"")
                .contains("\"eventSourceARN\":\"" + QUEUE + "orders\"")
                .contains("\"ApproximateReceiveCount\":\"1\"");
        eventually(
                () -> sqs.getQueueAttributes(request -> request.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes()
                        .values(),
                counts -> counts.stream().allMatch("0"::equals));
    }

    @Test
    void aMessageThatFailsComesAgainAndEndsInTheDeadLetterQueue() throws Exception {
        lambda.createFunction(LabFixture.function("poison", Map.of()).timeout(1).build());
        String dead = queue("poison-dead", Map.of());
        String url = queue(
                "poison",
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "1",
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + QUEUE + "poison-dead\",\"maxReceiveCount\":\"2\"}"));
        map("poison", "poison");
        sqs.sendMessage(request -> request.queueUrl(url).messageBody("please fail"));
        assertThat(eventually(
                        () -> sqs.receiveMessage(
                                        request -> request.queueUrl(dead).waitTimeSeconds(1))
                                .messages(),
                        messages -> !messages.isEmpty()))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).isEqualTo("please fail"));
        assertThat(lab.lines("poison", "ApproximateReceiveCount\":\"2\"")).isNotEmpty();
    }

    @Test
    void wrongMappingsAreRefusedAsByTheService() throws Exception {
        lambda.createFunction(LabFixture.function("long", Map.of()).timeout(60).build());
        queue("short", Map.of());
        assertThatThrownBy(() -> map("short", "long"))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds");
        assertThatThrownBy(() -> map("short", "absent")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> lambda.getEventSourceMapping(request -> request.uuid("absent")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> sqs.getQueueUrl(request -> request.queueName("absent")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    @Test
    void aTopicReachesFunctionsAndQueues() throws Exception {
        SnsClient sns = lab.client(SnsClient.builder());
        lab.createFunction(lambda, "subscribed");
        String url = queue("subscribed", Map.of());
        String topic = sns.createTopic(request -> request.name("orders")).topicArn();
        sns.subscribe(request -> request.topicArn(topic)
                .protocol("lambda")
                .endpoint("arn:aws:lambda:us-east-1:000000000000:function:subscribed"));
        sns.subscribe(request -> request.topicArn(topic).protocol("sqs").endpoint(QUEUE + "subscribed"));
        String id = sns.publish(
                        request -> request.topicArn(topic).subject("new").message("order <43> & more"))
                .messageId();
        assertThat(eventually(() -> lab.lines("subscribed", "order <43> & more"), found -> !found.isEmpty()))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(id).contains("\"EventSource\":\"aws:sns\""));
        assertThat(sqs.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(5))
                        .messages())
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains(id).contains("\"Type\":\"Notification\""));
        assertThatThrownBy(() ->
                        sns.publish(request -> request.topicArn(topic + "x").message("m")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    void anEventReachesTheTargetsOfTheRulesThatMatch() throws Exception {
        EventBridgeClient events = lab.client(EventBridgeClient.builder());
        lab.createFunction(lambda, "ruled");
        events.putRule(request -> request.name("orders")
                .eventPattern("{\"source\":[\"shop\"],\"detail\":{\"kind\":[{\"prefix\":\"order\"}]}}"));
        events.putTargets(request -> request.rule("orders")
                .targets(target -> target.id("1").arn("arn:aws:lambda:us-east-1:000000000000:function:ruled")));
        var answer = events.putEvents(request -> request.entries(
                entry -> entry.source("shop").detailType("Order").detail("{\"kind\":\"order-1\"}"),
                entry -> entry.source("shop").detailType("Order").detail("{\"kind\":\"return\"}"),
                entry -> entry.source("shop").detailType("Order").detail("no json")));
        assertThat(answer.failedEntryCount()).isEqualTo(1);
        String id = answer.entries().getFirst().eventId();
        assertThat(eventually(() -> lab.lines("ruled", "\"detail-type\""), found -> !found.isEmpty()))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(id).contains("order-1"));
        assertThatThrownBy(() -> events.putRule(
                        request -> request.name("bad").eventPattern("{\"detail\":{\"n\":[{\"numeric\":[\">\",1]}]}}")))
                .isInstanceOf(InvalidEventPatternException.class)
                .hasMessageContaining("numeric");
        assertThatThrownBy(() -> events.describeRule(request -> request.name("absent")))
                .isInstanceOf(software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException.class);
    }

    @Test
    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    void anArchiveIsReplayed_toTheRulesThatAreAsked() throws Exception {
        EventBridgeClient events = lab.client(EventBridgeClient.builder());
        lab.createFunction(lambda, "replayed");
        String pattern = "{\"source\":[\"ledger\"]}";
        for (String rule : List.of("ledger-one", "ledger-two")) {
            events.putRule(request -> request.name(rule).eventPattern(pattern));
            events.putTargets(request -> request.rule(rule)
                    .targets(target -> target.id("1")
                            .arn("arn:aws:lambda:us-east-1:000000000000:function:replayed")
                            .input(rule.equals("ledger-two") ? "\"two\"" : null)));
        }
        String bus = "arn:aws:events:us-east-1:000000000000:event-bus/default";
        String archive = events.createArchive(request ->
                        request.archiveName("ledger").eventSourceArn(bus).eventPattern(pattern))
                .archiveArn();
        String id = events.putEvents(request -> request.entries(
                        entry -> entry.source("ledger").detailType("Entry").detail("{\"order\":42}"),
                        entry -> entry.source("other").detailType("Entry").detail("{}")))
                .entries()
                .getFirst()
                .eventId();
        assertThat(events.describeArchive(request -> request.archiveName("ledger"))
                        .eventCount())
                .isEqualTo(1);
        Instant now = lab.lab().clock().instant();
        events.startReplay(request -> request.replayName("again")
                .eventSourceArn(archive)
                .eventStartTime(now.minusSeconds(3600))
                .eventEndTime(now.plusSeconds(3600))
                .destination(destination ->
                        destination.arn(bus).filterArns("arn:aws:events:us-east-1:000000000000:rule/ledger-one")));
        assertThat(eventually(() -> lab.lines("replayed", "event "), found -> found.size() >= 3))
                .filteredOn(line -> line.contains("\"replay-name\":\"again\""))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(id).contains("\"order\":42"));
        assertThat(lab.lines("replayed", "\"two\"")).hasSize(1);
        assertThat(events.describeReplay(request -> request.replayName("again")).state())
                .isEqualTo(ReplayState.COMPLETED);
        assertThat(events.describeArchive(request -> request.archiveName("ledger"))
                        .eventCount())
                .as("a replayed event is not archived again")
                .isEqualTo(1);
        assertThatThrownBy(() -> events.startReplay(request -> request.replayName("wrong")
                        .eventSourceArn(archive)
                        .eventStartTime(now)
                        .eventEndTime(now.plusSeconds(1))
                        .destination(destination -> destination.arn(bus.replace("default", "other")))))
                .hasMessageContaining("Cross event bus replay is not permitted");
        assertThatThrownBy(() -> events.describeArchive(request -> request.archiveName("absent")))
                .isInstanceOf(software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException.class);
    }

    @Test
    void aFunctionUrlIsAnswered() throws Exception {
        lab.createFunction(lambda, "web");
        String url = lambda.createFunctionUrlConfig(
                        request -> request.functionName("web").authType(FunctionUrlAuthType.NONE))
                .functionUrl();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(url + "orders?id=42"))
                            .POST(HttpRequest.BodyPublishers.ofString("body"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"rawPath\":\"/orders\"")
                    .contains("\"rawQueryString\":\"id=42\"")
                    .contains("\"body\":\"body\"");
            var absent = client.send(
                    HttpRequest.newBuilder(lab.lab().endpoint().resolve("/_url/absent/"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(absent.statusCode()).isEqualTo(404);
        }
    }
}
