// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static dev.semel.platform.front.LabFixture.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Mappings of DynamoDB streams through the AWS SDK. Each test has a table, a function and a queue of one name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamMappingsTest {

    private LabFixture lab;
    private LambdaClient lambda;
    private DynamoDbClient dynamoDb;
    private SqsClient sqs;

    @BeforeAll
    void start() throws Exception {
        lab = new LabFixture();
        lambda = lab.lambda();
        dynamoDb = lab.dynamoDb();
        sqs = lab.sqs();
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
    }

    /** Makes a table with a stream, its queue of the given up, and its function; returns the mapping to create. */
    private CreateEventSourceMappingRequest.Builder prepare(String name) throws Exception {
        String stream = dynamoDb.createTable(request -> request.tableName(name)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build())
                        .streamSpecification(
                                change -> change.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")))
                .tableDescription()
                .latestStreamArn();
        sqs.createQueue(request -> request.queueName(name));
        lab.createFunction(lambda, name);
        return CreateEventSourceMappingRequest.builder()
                .eventSourceArn(stream)
                .functionName(name)
                .startingPosition(EventSourcePosition.TRIM_HORIZON)
                .destinationConfig(targets ->
                        targets.onFailure(target -> target.destination("arn:aws:sqs:us-east-1:000000000000:" + name)));
    }

    private void put(String table, String id, String text) {
        dynamoDb.putItem(request -> request.tableName(table)
                .item(Map.of("id", AttributeValue.fromS(id), "text", AttributeValue.fromS(text))));
    }

    private JsonNode givenUp(String name) throws Exception {
        String url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
        return new JsonMapper()
                .readTree(eventually(
                                () -> sqs.receiveMessage(
                                                request -> request.queueUrl(url).waitTimeSeconds(1))
                                        .messages(),
                                messages -> !messages.isEmpty())
                        .getFirst()
                        .body());
    }

    private List<String> events(String function, String id) {
        return lab.lines(function, "\"id\":{\"S\":\"" + id + "\"}");
    }

    @Test
    void aFailedBatchIsHalvedUntilThePoisonIsAlone_andTheRestGoesOnInOrder() throws Exception {
        CreateEventSourceMappingRequest.Builder mapping = prepare("halved");
        for (int i = 1; i <= 6; i++) {
            put("halved", "n" + i, i == 4 ? "please fail" : "fine");
        }
        String id = lambda.createEventSourceMapping(mapping.bisectBatchOnFunctionError(true)
                        .maximumRetryAttempts(1)
                        .build())
                .uuid();
        JsonNode lost = givenUp("halved");
        assertThat(lost.path("requestContext").path("condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(lost.path("requestContext").path("approximateInvokeCount").asInt())
                .isEqualTo(2);
        JsonNode batch = lost.path("DDBStreamBatchInfo");
        assertThat(batch.path("batchSize").asInt()).isEqualTo(1);
        assertThat(batch.path("startSequenceNumber")).isEqualTo(batch.path("endSequenceNumber"));
        eventually(() -> events("halved", "n6"), found -> found.size() >= 3);
        List<String> all = lab.lines("halved", "event ");
        assertThat(events("halved", "n4").getLast()).doesNotContain("n3").doesNotContain("n5");
        assertThat(all.indexOf(events("halved", "n3").getLast()))
                .isLessThan(all.indexOf(events("halved", "n4").getLast()));
        assertThat(all.indexOf(events("halved", "n4").getLast()))
                .isLessThan(all.indexOf(events("halved", "n5").getLast()));
        int first = events("halved", "n1").size();
        lambda.updateEventSourceMapping(request -> request.uuid(id).enabled(false));
        put("halved", "n7", "fine");
        lambda.updateEventSourceMapping(request -> request.uuid(id).enabled(true));
        eventually(() -> events("halved", "n7"), found -> !found.isEmpty());
        assertThat(events("halved", "n1"))
                .as("the checkpoint outlasts the change")
                .hasSize(first);
    }

    @Test
    void aReportedFailureComesAgainFromItsRecordOn() throws Exception {
        CreateEventSourceMappingRequest.Builder mapping = prepare("reported");
        put("reported", "n1", "fine");
        put("reported", "n2", "please report");
        put("reported", "n3", "fine");
        lambda.createEventSourceMapping(mapping.functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)
                .maximumRetryAttempts(2)
                .build());
        assertThat(givenUp("reported")
                        .path("DDBStreamBatchInfo")
                        .path("batchSize")
                        .asInt())
                .isEqualTo(2);
        assertThat(events("reported", "n1")).hasSize(1);
        assertThat(events("reported", "n2")).hasSize(3);
        assertThat(events("reported", "n3")).hasSize(3);
    }

    @Test
    void aRecordThatIsTooOldIsGivenUp() throws Exception {
        CreateEventSourceMappingRequest.Builder mapping = prepare("aged");
        put("aged", "n1", "please fail");
        lambda.createEventSourceMapping(mapping.maximumRecordAgeInSeconds(60).build());
        eventually(() -> events("aged", "n1"), found -> !found.isEmpty());
        lab.lab().clock().advance(Duration.ofMinutes(2));
        assertThat(givenUp("aged").path("requestContext").path("condition").asText())
                .isEqualTo("RecordAgeExceeded");
    }

    @Test
    void wrongMappingsAreRefused() throws Exception {
        CreateEventSourceMappingRequest mapping = prepare("wrong").build();
        String stream = mapping.eventSourceArn();
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        mapping.toBuilder().startingPosition((String) null).build()))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        mapping.toBuilder().eventSourceArn(stream + "0").build()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        mapping.toBuilder().functionName("nobody").build()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> lambda.createEventSourceMapping(mapping.toBuilder()
                        .eventSourceArn("arn:aws:kinesis:us-east-1:000000000000:stream/s")
                        .build()))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("DynamoDB streams");
        assertThatThrownBy(() -> lambda.createEventSourceMapping(
                        mapping.toBuilder().parallelizationFactor(2).build()))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("ParallelizationFactor");
    }
}
