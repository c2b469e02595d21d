// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsSourceTest {

    @Test
    void readsTheDocumentedMessage() {
        assertThat(only(SqsEvents.STANDARD))
                .isEqualTo(new SqsMessage(
                        "059f36b4-87a3-44ab-83d2-661975830a7d",
                        "arn:aws:sqs:us-east-2:123456789012:my-queue",
                        "Test message.",
                        Map.of(
                                "myAttribute", new MessageAttribute("String", "myValue", null),
                                "myBinary", new MessageAttribute("Binary", null, Blob.utf8("semel"))),
                        "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
                        1,
                        Instant.ofEpochMilli(1545082649183L),
                        null,
                        null,
                        null));
    }

    @Test
    void readsTheDocumentedFifoMessage() {
        DeliveredItem<SqsMessage> item = parse(SqsEvents.FIFO).get(0);
        assertThat(item.itemId()).isEqualTo("11d6ee51-4cc7-4302-9e22-7cd8afdaadf5");
        assertThat(item.group()).isEqualTo("1");
        SqsMessage message = EventDeliveries.readable(item);
        assertThat(message.isFifo()).isTrue();
        assertThat(message.groupId()).isEqualTo("1");
        assertThat(message.deduplicationId()).isEqualTo("1");
        assertThat(message.sequenceNumber()).isEqualTo("18849496460467696128");
    }

    @Test
    void aStandardQueuePromisesNoOrder_evenWithMessageGroups() {
        String fair = Json.with(SqsEvents.FIFO, "fifo.fifo", "fair");
        DeliveredItem<SqsMessage> item = parse(fair).get(0);
        assertThat(item.group()).isNull();
        assertThat(EventDeliveries.readable(item).groupId()).isEqualTo("1");
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String again = Json.with(
                        SqsEvents.STANDARD, "\"ApproximateReceiveCount\": \"1\"", "\"ApproximateReceiveCount\": \"2\"")
                .replace("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a", "another");
        String other = Json.with(SqsEvents.STANDARD, "059f36b4", "00000000");
        EventDeliveries.<SqsMessage>of(
                        idempotency -> SqsSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(SqsEvents.STANDARD), only(again), only(other));
    }

    @Test
    void contentIsTheBodyAndTheAttributes() {
        String content = only(SqsEvents.STANDARD).contentIdentity();
        assertThat(only(Json.with(SqsEvents.STANDARD, "Test message.", "Another."))
                        .contentIdentity())
                .isNotEqualTo(content);
        assertThat(only(Json.with(SqsEvents.STANDARD, "myValue", "another")).contentIdentity())
                .isNotEqualTo(content);
        assertThat(only(Json.with(SqsEvents.STANDARD, "c2VtZWw=", "")).contentIdentity())
                .isNotEqualTo(content);
    }

    @Test
    void aDeduplicationIdIsScopedByQueueAndGroup() {
        SqsMessage message = only(SqsEvents.FIFO);
        assertThat(message.deduplicationIdentity())
                .isEqualTo("45:=arn:aws:sqs:us-east-2:123456789012:fifo.fifo|2:=1|2:=1");
        assertThat(only(Json.with(SqsEvents.FIFO, "fifo.fifo", "other.fifo")).deduplicationIdentity())
                .isNotEqualTo(message.deduplicationIdentity());
        assertThat(only(SqsEvents.STANDARD).deduplicationIdentity()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"body\"| \"Body\"| Records[0].body is missing",
                "\"Test message.\"| 7| Records[0].body is not a text",
                "aws:sqs\"| aws:sns\"| Records[0].eventSource is not aws:sqs",
            })
    void aMessageThatCannotBeReadIsPoisonAlone(String piece, String replacement, String problem) {
        String broken = Json.with(SqsEvents.STANDARD, piece, replacement);
        List<DeliveredItem<SqsMessage>> batch = parse(Notifications.joined(broken, SqsEvents.FIFO));
        assertThat(batch.get(0).itemId()).isEqualTo("059f36b4-87a3-44ab-83d2-661975830a7d");
        assertThat(EventDeliveries.poison(batch.get(0)))
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(EventDeliveries.readable(batch.get(1)).isFifo()).isTrue();
    }

    @Test
    void poisonKeepsItsGroup() {
        DeliveredItem<SqsMessage> item =
                parse(Json.with(SqsEvents.FIFO, "\"body\"", "\"nobody\"")).get(0);
        assertThat(EventDeliveries.poison(item)).hasMessageContaining("body is missing");
        assertThat(item.group()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "messageId, Records[0].messageId is missing or empty",
        "eventSourceARN, Records[0].eventSourceARN is missing or empty",
        "MessageGroupId, Records[0].attributes.MessageGroupId is missing or empty"
    })
    void whatCouldNotBeReportedIsRefused(String name, String problem) {
        String broken = Json.with(SqsEvents.FIFO, "\"" + name + "\"", "\"other\"");
        assertThatThrownBy(() -> parse(broken))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{", "[]", "null", "7", "{\"Records\": {}}", "{\"Records\": [7]}"})
    void refusesWhatIsNoEvent(String document) {
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(InvalidEventException.class)
                .hasNoCause();
    }

    @Test
    void anEmptyBatchIsEmpty() {
        assertThat(parse("{\"Records\": []}")).isEmpty();
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(SqsEvents.STANDARD, SqsSourceTest::use);
        HostileJson.neverThrowsAnythingElse(SqsEvents.FIFO, SqsSourceTest::use);
    }

    private static void use(String document) {
        for (DeliveredItem<SqsMessage> item : parse(document)) {
            if (item instanceof DeliveredItem.Readable<SqsMessage> readable) {
                assertThat(readable.record().deliveryIdentity()).isNotEmpty();
                assertThat(readable.record().contentIdentity()).isNotEmpty();
                readable.record().deduplicationIdentity();
            }
        }
    }

    @Test
    void showsNoContent() {
        assertThat(parse(SqsEvents.STANDARD).toString())
                .doesNotContain("Test message", "myValue", "AQEB")
                .contains("059f36b4");
    }

    @Test
    void aNewDedupeWindowCoversEveryHorizon() {
        assertThat(SqsSource.retryHorizon().longest()).isEqualTo(Duration.ofDays(4));
        assertThat(SqsSource.retryHorizon(Duration.ofDays(14)).document()).contains("MessageRetentionPeriod");
        assertThatThrownBy(() -> SqsSource.retryHorizon(Duration.ofDays(15))).hasMessageContaining("retention");
        assertThatThrownBy(() -> SqsSource.retryHorizon(Duration.ofSeconds(59))).hasMessageContaining("retention");
    }

    private static SqsMessage only(String document) {
        return EventDeliveries.only(parse(document));
    }

    private static List<DeliveredItem<SqsMessage>> parse(String document) {
        return SqsSource.parse(Notifications.stream(document));
    }

    /** Parts by which a message is named are never empty: two messages would have one name. */
    @ParameterizedTest
    @ValueSource(strings = {"messageId", "queueArn", "receiptHandle", "groupId", "deduplicationId", "sequenceNumber"})
    void aPartThatNamesIsNeverEmpty(String part) {
        UnaryOperator<String> text = name -> name.equals(part) ? "" : "some";
        assertThatThrownBy(() -> new SqsMessage(
                        text.apply("messageId"),
                        text.apply("queueArn"),
                        "",
                        Map.of(),
                        text.apply("receiptHandle"),
                        null,
                        null,
                        text.apply("groupId"),
                        text.apply("deduplicationId"),
                        text.apply("sequenceNumber")))
                .hasMessageContaining(part);
    }

    @Test
    void theQueuesNameShowsWhetherItKeepsOrder() {
        assertThat(ofQueue("arn:aws:sqs:eu-central-1:123456789012:orders.fifo").isFifo())
                .isTrue();
        assertThat(ofQueue("arn:aws:sqs:eu-central-1:123456789012:orders").isFifo())
                .isFalse();
    }

    private static SqsMessage ofQueue(String arn) {
        return new SqsMessage("m", arn, "", Map.of(), null, null, null, null, null, null);
    }

    @Test
    void receivesAreCountedFromOne() {
        assertThat(received(1).receiveCount()).isEqualTo(1);
        assertThatThrownBy(() -> received(0)).hasMessageContaining("receiveCount must be at least 1, is 0");
    }

    private static SqsMessage received(int times) {
        return new SqsMessage("m", "arn", "", Map.of(), null, times, null, null, null, null);
    }
}
