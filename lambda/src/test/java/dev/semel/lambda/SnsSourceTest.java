// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnsSourceTest {

    @Test
    void readsTheDocumentedNotification() {
        assertThat(SnsSource.parse(Notifications.stream(SnsEvents.EVENT)))
                .containsExactly(new SnsNotification(
                        "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
                        "arn:aws:sns:us-east-1:123456789012:sns-lambda",
                        "TestInvoke",
                        "Hello from SNS!",
                        Map.of(
                                "Test", new MessageAttribute("String", "TestString", null),
                                "TestBinary", new MessageAttribute("Binary", null, Blob.utf8("semel"))),
                        Instant.parse("2019-01-02T12:45:07Z")));
    }

    @ParameterizedTest
    @CsvSource({"null", "'\"\"'"})
    void aSubjectMayBeAbsent(String written) {
        assertThat(only(Json.with(SnsEvents.EVENT, "\"TestInvoke\"", written)).subject())
                .isNull();
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String again = Json.with(SnsEvents.EVENT, "12:45:07.000Z", "12:45:08.000Z");
        String other = Json.with(SnsEvents.EVENT, "95df01b4", "00000000");
        EventDeliveries.<SnsNotification>of(
                        idempotency -> SnsSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(SnsEvents.EVENT), only(again), only(other));
    }

    @Test
    void contentIsSubjectMessageAndAttributes() {
        String content = only(SnsEvents.EVENT).contentIdentity();
        for (String piece : new String[] {"TestInvoke", "Hello from SNS!", "TestString", "c2VtZWw="}) {
            assertThat(only(Json.with(SnsEvents.EVENT, piece, "b3RoZXI=")).contentIdentity())
                    .isNotEqualTo(content);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws:sns\"| aws:sqs\"| Records[0].EventSource is not aws:sns",
                "\"Notification\"| \"SubscriptionConfirmation\"| Records[0].Sns.Type is not Notification",
                "\"MessageId\"| \"x\"| Records[0].Sns.MessageId is missing",
                "\"Hello from SNS!\"| 7| Records[0].Sns.Message is not a text",
                "\"Records\"| \"x\"| Records is missing",
            })
    void saysWhatIsWrongAndWhere(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> only(Json.with(SnsEvents.EVENT, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(
                SnsEvents.EVENT,
                document -> SnsSource.parse(Notifications.stream(document)).forEach(notification -> {
                    assertThat(notification.deliveryIdentity()).isNotEmpty();
                    assertThat(notification.contentIdentity()).isNotEmpty();
                }));
    }

    @Test
    void showsNoContent() {
        assertThat(only(SnsEvents.EVENT).toString()).doesNotContain("Hello", "TestString", "TestInvoke");
    }

    @Test
    void theHorizonAddsLambdasRetriesToThoseOfTheTopic() {
        assertThat(SnsSource.retryHorizon().longest())
                .isEqualTo(Duration.ofDays(23).plusHours(6));
        assertThat(SnsSource.topicRetries().followedBy(SqsSource.retryHorizon()).longest())
                .isEqualTo(Duration.ofDays(27));
    }

    private static SnsNotification only(String document) {
        return SnsSource.parse(Notifications.stream(document)).get(0);
    }
}
