// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepFunctionsTaskTest {

    /**
     * With a context object as the "Accessing execution data from the Context object" page of its Developer Guide
     * shows.
     */
    static final String EVENT = """
            {
              "context": {
                "Execution": {
                  "Id": "arn:aws:states:us-east-1:123456789012:execution:stateMachineName:executionName",
                  "Input": {"key": "value"},
                  "Name": "executionName",
                  "RoleArn": "arn:aws:iam::123456789012:role/role",
                  "StartTime": "2019-03-26T20:14:13.192Z"
                },
                "State": {"EnteredTime": "2019-03-26T20:14:13.192Z", "Name": "Test", "RetryCount": 3},
                "StateMachine": {
                  "Id": "arn:aws:states:us-east-1:123456789012:stateMachine:stateMachineName",
                  "Name": "name"
                },
                "Task": {"Token": "h7XRiCdLtd/83p1E0dMccoxlzFhglsdkzpK9mBVKZsp7d9yrT1W"}
              },
              "input": {"orderId": "o-42"}
            }
            """;

    private static final String IN_MAP =
            Json.with(EVENT, "\"context\": {", "\"context\": {\"Map\": {\"Item\": {\"Index\": 0, \"Value\": 7}},");

    @Test
    void readsTheDocumentedContext() {
        assertThat(parse(EVENT))
                .isEqualTo(new StepFunctionsTask(
                        "arn:aws:states:us-east-1:123456789012:execution:stateMachineName:executionName",
                        "Test",
                        Instant.parse("2019-03-26T20:14:13.192Z"),
                        null,
                        3L,
                        JsonDocument.of("{\"orderId\": \"o-42\"}")));
        assertThat(parse(IN_MAP).mapIndex()).isEqualTo(0L);
    }

    @Test
    void aRetryReplays_andTheStateEnteredAgainExecutes() throws Exception {
        String retry = Json.with(EVENT, "\"RetryCount\": 3", "\"RetryCount\": 4");
        String again = Json.with(
                EVENT, "{\"EnteredTime\": \"2019-03-26T20:14:13.192Z\"", "{\"EnteredTime\": \"2019-03-26T20:14:14Z\"");
        EventDeliveries.<StepFunctionsTask>of(
                        idempotency -> StepFunctionsTask.operationPerDelivery(idempotency, "handle", String.class))
                .replay(parse(EVENT), parse(retry), parse(again));
    }

    @Test
    void theItemsOfAMapAreDistinct() {
        String next = Json.with(IN_MAP, "\"Index\": 0", "\"Index\": 1");
        assertThat(parse(next).deliveryIdentity())
                .isNotEqualTo(parse(IN_MAP).deliveryIdentity())
                .isNotEqualTo(parse(EVENT).deliveryIdentity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"context\"| \"x\"| context is missing. Have the state pass the context object on",
                "\"Id\": \"arn:aws:states:us-east-1:123456789012:execution| \"x\": \"| context.Execution.Id is missing",
                "\"Name\": \"Test\"| \"Name\": 7| context.State.Name is not a text",
                "{\"EnteredTime\": \"2019-03-26T20:14:13.192Z\"| {\"EnteredTime\": \"secret\"| context.State.EnteredTime is not a moment",
                "\"input\"| \"x\"| input is missing",
            })
    void saysWhatIsWrongAndWhere(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(EVENT, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(
                IN_MAP,
                document -> assertThat(parse(document).deliveryIdentity()).isNotEmpty());
    }

    @Test
    void showsNoContent() {
        assertThat(parse(EVENT).toString()).doesNotContain("o-42").contains("Test");
    }

    @Test
    void theHorizonIsTheStatesOwn() {
        assertThat(StepFunctionsTask.retryHorizon(Duration.ofHours(2)).longest())
                .isEqualTo(Duration.ofHours(2));
        assertThatThrownBy(() -> StepFunctionsTask.retryHorizon(Duration.ofDays(366)))
                .hasMessageContaining("longestRetry");
    }

    private static StepFunctionsTask parse(String document) {
        return StepFunctionsTask.parse(Notifications.stream(document));
    }
}
