// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static dev.semel.platform.front.LabFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Asynchronous invocations through the AWS SDK, on a clock that is advanced. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsyncQueueTest {

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

    private String queue(String name) {
        return sqs.createQueue(request -> request.queueName(name)).queueUrl();
    }

    private String submit(String function, String event) {
        return lambda.invoke(request -> request.functionName(function)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event)))
                .responseMetadata()
                .requestId();
    }

    private Message receive(String url) throws InterruptedException {
        return eventually(
                        () -> sqs.receiveMessage(request ->
                                        request.queueUrl(url).waitTimeSeconds(1).messageAttributeNames("All"))
                                .messages(),
                        messages -> !messages.isEmpty())
                .getFirst();
    }

    private void awaitTries(String function, int tries) throws InterruptedException {
        eventually(() -> lab.lines(function, "REPORT"), lines -> lines.size() == tries);
    }

    @Test
    void aFailedEventIsTriedThreeTimesWithItsRequestIdAndEndsAtBothTargets() throws Exception {
        String failures = queue("failures");
        String dead = queue("dead");
        lambda.createFunction(LabFixture.function("failing", Map.of())
                .deadLetterConfig(target -> target.targetArn(QUEUE + "dead"))
                .build());
        lambda.putFunctionEventInvokeConfig(request -> request.functionName("failing")
                .destinationConfig(targets -> targets.onFailure(target -> target.destination(QUEUE + "failures"))));
        String id = submit("failing", "\"please fail\"");
        awaitTries("failing", 1);
        eventually(lab.lab().clock()::waiting, waiting -> waiting == 1);
        lab.lab().clock().advance(Duration.ofSeconds(59));
        assertThat(lab.lines("failing", "REPORT")).hasSize(1);
        lab.lab().clock().advance(Duration.ofSeconds(2));
        awaitTries("failing", 2);
        eventually(lab.lab().clock()::waiting, waiting -> waiting == 1);
        lab.lab().clock().advance(Duration.ofMinutes(2));
        awaitTries("failing", 3);
        assertThat(lab.lines("failing", "event ")).allMatch(line -> line.contains(id));
        JsonNode envelope = new JsonMapper().readTree(receive(failures).body());
        assertThat(envelope.path("requestContext").path("requestId").asText()).isEqualTo(id);
        assertThat(envelope.path("requestContext").path("condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(envelope.path("requestContext")
                        .path("approximateInvokeCount")
                        .asInt())
                .isEqualTo(3);
        assertThat(envelope.path("requestPayload").asText()).isEqualTo("please fail");
        assertThat(envelope.path("responsePayload").path("errorMessage").asText())
                .isEqualTo("failed as asked");
        Message letter = receive(dead);
        assertThat(letter.body()).isEqualTo("\"please fail\"");
        assertThat(letter.messageAttributes())
                .hasEntrySatisfying(
                        "RequestID",
                        attribute -> assertThat(attribute.stringValue()).isEqualTo(id))
                .hasEntrySatisfying(
                        "ErrorMessage",
                        attribute -> assertThat(attribute.stringValue()).isEqualTo("failed as asked"));
    }

    @Test
    void aSuccessGoesToItsDestination() throws Exception {
        String successes = queue("successes");
        lab.createFunction(lambda, "succeeding");
        lambda.putFunctionEventInvokeConfig(request -> request.functionName("succeeding")
                .destinationConfig(targets -> targets.onSuccess(target -> target.destination(QUEUE + "successes"))));
        submit("succeeding", "{\"order\":1}");
        JsonNode envelope = new JsonMapper().readTree(receive(successes).body());
        assertThat(envelope.path("requestContext").path("condition").asText()).isEqualTo("Success");
        assertThat(envelope.path("responsePayload").path("order").asInt()).isEqualTo(1);
    }

    @Test
    void anEventThatIsThrottledUntilItsAgeIsTooGreatWasNeverTried() throws Exception {
        String failures = queue("aged");
        lab.createFunction(lambda, "throttled");
        lambda.putFunctionConcurrency(
                request -> request.functionName("throttled").reservedConcurrentExecutions(0));
        lambda.putFunctionEventInvokeConfig(request -> request.functionName("throttled")
                .maximumEventAgeInSeconds(60)
                .destinationConfig(targets -> targets.onFailure(target -> target.destination(QUEUE + "aged"))));
        submit("throttled", "{}");
        List<Message> messages = List.of();
        for (int i = 0; i < 60 && messages.isEmpty(); i++) {
            lab.lab().clock().advance(Duration.ofSeconds(30));
            messages = sqs.receiveMessage(request -> request.queueUrl(failures).waitTimeSeconds(1))
                    .messages();
        }
        JsonNode envelope = new JsonMapper().readTree(messages.getFirst().body());
        assertThat(envelope.path("requestContext").path("condition").asText()).isEqualTo("EventAgeExceeded");
        assertThat(envelope.path("requestContext")
                        .path("approximateInvokeCount")
                        .asInt())
                .isZero();
    }
}
