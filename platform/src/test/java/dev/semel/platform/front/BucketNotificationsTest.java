// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static dev.semel.platform.front.LabFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** S3 through the AWS SDK: objects, and the notifications that they cause. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BucketNotificationsTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";

    private LabFixture lab;
    private S3Client s3;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture();
        s3 = lab.s3();
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
    }

    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    private void notifyFunction(String bucket, String function) {
        s3.createBucket(request -> request.bucket(bucket));
        s3.putBucketNotificationConfiguration(request -> request.bucket(bucket)
                .notificationConfiguration(rules ->
                        rules.lambdaFunctionConfigurations(rule -> rule.lambdaFunctionArn(FUNCTION + function)
                                .events(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED)
                                .filter(filter -> filter.key(key -> key.filterRules(
                                        one -> one.name(FilterRuleName.PREFIX).value("in/"),
                                        one -> one.name(FilterRuleName.SUFFIX).value(".txt")))))));
    }

    private List<JsonNode> records(String function) {
        List<JsonNode> records = new ArrayList<>();
        for (String line : lab.lines(function, "\"Records\"")) {
            try {
                records.add(new JsonMapper()
                        .readTree(line.substring(line.indexOf('{')))
                        .path("Records")
                        .path(0));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return records;
    }

    @Test
    void aFunctionGetsTheEventsOfItsKeys() throws Exception {
        lab.createFunction(lab.lambda(), "uploads");
        notifyFunction("uploads", "uploads");
        s3.putObject(request -> request.bucket("uploads").key("in/a b+ü.txt"), RequestBody.fromString("hello"));
        s3.putObject(request -> request.bucket("uploads").key("out/a.txt"), RequestBody.fromString("no"));
        s3.putObject(request -> request.bucket("uploads").key("in/a.png"), RequestBody.fromString("no"));
        s3.putObject(request -> request.bucket("uploads").key("in/a b+ü.txt"), RequestBody.fromString("hello!"));
        s3.deleteObject(request -> request.bucket("uploads").key("in/a b+ü.txt"));
        List<JsonNode> records = eventually(() -> records("uploads"), found -> found.size() >= 3);
        assertThat(records).hasSize(3);
        assertThat(records)
                .allSatisfy(record -> assertThat(
                                record.path("s3").path("object").path("key").asText())
                        .isEqualTo("in/a+b%2B%C3%BC.txt"));
        assertThat(records)
                .extracting(record -> record.path("eventName").asText())
                .containsExactlyInAnyOrder("ObjectCreated:Put", "ObjectCreated:Put", "ObjectRemoved:Delete");
        assertThat(records)
                .extracting(
                        record -> record.path("s3").path("object").path("size").asInt(-1))
                .containsExactlyInAnyOrder(5, 6, -1);
        assertThat(records)
                .extracting(record ->
                        record.path("s3").path("object").path("sequencer").asText())
                .doesNotHaveDuplicates()
                .allMatch(sequencer -> sequencer.matches("[0-9A-F]{18}"));
    }

    @Test
    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    void aQueueGetsATestEventAndThenTheEvents() throws Exception {
        SqsClient sqs = lab.sqs();
        String url = sqs.createQueue(request -> request.queueName("uploads")).queueUrl();
        assertThat(url).startsWith(lab.lab().endpoint().toString());
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        s3.createBucket(request -> request.bucket("queued"));
        s3.putBucketNotificationConfiguration(request -> request.bucket("queued")
                .notificationConfiguration(rules -> rules.queueConfigurations(
                        rule -> rule.id("to-queue").queueArn(arn).events(Event.S3_OBJECT_CREATED_PUT))));
        assertThat(s3.getBucketNotificationConfiguration(request -> request.bucket("queued"))
                        .queueConfigurations()
                        .getFirst()
                        .id())
                .isEqualTo("to-queue");
        s3.putObject(request -> request.bucket("queued").key("a"), RequestBody.fromString("1"));
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sqs.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(5))
                    .messages()
                    .forEach(message -> bodies.add(message.body()));
        }
        assertThat(bodies).hasSize(2);
        assertThat(bodies.getFirst()).contains("s3:TestEvent");
        assertThat(bodies.getLast()).contains("ObjectCreated:Put").contains("\"configurationId\":\"to-queue\"");
    }

    @Test
    @SuppressWarnings("unchecked") // the arrays of the SDK's varargs
    void wrongRequestsAreAnsweredAsByTheService() {
        assertThatThrownBy(
                        () -> s3.getObject(request -> request.bucket("nowhere").key("a")))
                .isInstanceOf(NoSuchBucketException.class);
        s3.createBucket(request -> request.bucket("empty"));
        assertThatThrownBy(() -> s3.getObject(request -> request.bucket("empty").key("a")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.getBucketNotificationConfiguration(request -> request.bucket("nowhere")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> s3.putBucketNotificationConfiguration(request -> request.bucket("empty")
                        .notificationConfiguration(rules -> rules.lambdaFunctionConfigurations(rule ->
                                rule.lambdaFunctionArn(FUNCTION + "absent").events(Event.S3_OBJECT_CREATED)))))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("Unable to validate the following destination configurations");
        assertThatThrownBy(() -> s3.putBucketVersioning(request ->
                        request.bucket("empty").versioningConfiguration(versioning -> versioning.status("Enabled"))))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("does not serve PutBucketVersioning");
        s3.putObject(request -> request.bucket("empty").key("once").ifNoneMatch("*"), RequestBody.fromString("1"));
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket("empty").key("once").ifNoneMatch("*"), RequestBody.fromString("2")))
                .isInstanceOf(S3Exception.class)
                .satisfies(e -> assertThat(((S3Exception) e).statusCode()).isEqualTo(412));
    }
}
