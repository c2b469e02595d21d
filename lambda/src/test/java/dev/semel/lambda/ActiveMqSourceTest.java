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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveMqSourceTest {

    private final HandlerBench bench = new HandlerBench();

    @Test
    void readsTheDocumentedMessage() {
        assertThat(only(MqEvents.ACTIVE))
                .isEqualTo(new ActiveMqMessage(
                        "arn:aws:mq:us-east-2:111122223333:broker:test:b-9bcfa592-423a-4942-879d-eb284b418fc8",
                        "testQueue",
                        "ID:b-9bcfa592-423a-4942-879d-eb284b418fc8-1.mq.us-east-2.amazonaws.com-37557-1234520418293-4:1:1:1:1",
                        "jms/text-message",
                        "myJMSCoID",
                        false,
                        Blob.utf8("ABC:AAAA"),
                        Map.of("index", "1", "doAlarm", "false", "myCustomProperty", "value"),
                        Instant.ofEpochMilli(1598827811958L)));
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String again = Json.with(MqEvents.ACTIVE, "\"redelivered\": false", "\"redelivered\": true");
        String other = Json.with(MqEvents.ACTIVE, "4:1:1:1:1", "4:1:1:1:2");
        EventDeliveries.<ActiveMqMessage>of(
                        idempotency -> ActiveMqSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(only(MqEvents.ACTIVE), only(again), only(other));
    }

    @Test
    void anotherPropertyOfTheSenderIsAnotherContent_andOneOfTheBrokerIsNot() {
        String content = only(MqEvents.ACTIVE).contentIdentity();
        String others = Json.with(MqEvents.ACTIVE, "\"doAlarm\": \"false\"", "\"doAlarm\": \"true\"");
        assertThat(only(others).contentIdentity()).isNotEqualTo(content);
        String brokers = Json.with(
                MqEvents.ACTIVE, "\"doAlarm\": \"false\"", "\"doAlarm\": \"false\", \"JMSXDeliveryCount\": \"2\"");
        assertThat(only(brokers).contentIdentity()).isEqualTo(content);
    }

    @Test
    void copiesOfACompositeDestinationAreTwoDeliveries() {
        String copy = Json.with(MqEvents.ACTIVE, "testQueue", "auditQueue");
        assertThat(only(copy).deliveryIdentity())
                .isNotEqualTo(only(MqEvents.ACTIVE).deliveryIdentity());
    }

    @Test
    void theGuideOfAmazonMqNamesTheSourceOtherwise() {
        assertThat(only(Json.with(MqEvents.ACTIVE, "aws:mq\"", "aws:amq\""))).isEqualTo(only(MqEvents.ACTIVE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"physicalName\"| \"name\"| messages[0].destination.physicalName is missing or empty",
                "\"messageID\"| \"id\"| messages[0].messageID is missing or empty",
                "QUJDOkFBQUE=| Q!| messages[0].data is not base64",
            })
    void whatNamesAMessageIsRequired_andOnlyThatMessageFails(String piece, String replacement, String problem) {
        List<DeliveredItem<ActiveMqMessage>> items = parse(Json.with(MqEvents.ACTIVE, piece, replacement));
        assertThat(items)
                .singleElement()
                .isInstanceOfSatisfying(
                        DeliveredItem.Poison.class,
                        poison -> assertThat(poison.why()).hasMessageContaining(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"aws:mq\"| \"aws:rmq\"| eventSource is not aws:amq or aws:mq. Give each event source",
                "\"messages\"| \"items\"| messages is missing. An ActiveMQ event source mapping must invoke",
                "\"eventSourceArn\"| \"arn\"| eventSourceArn is missing or empty",
            })
    void theEventOfAnotherSourceIsRefused(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(MqEvents.ACTIVE, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void theArrayOfAPipeIsRefused_withTheHandlerForIt() {
        assertThatThrownBy(() -> parse("[" + MqEvents.ACTIVE + "]"))
                .hasMessageContaining(
                        "ActiveMQ event: the document is an array, as EventBridge Pipes send it. Use PipeHandler");
    }

    @Test
    void oneFailedMessageFailsTheInvocation_andTheOthersAreDone() {
        bench.work(name -> {
            if (name.equals("2")) {
                throw new IllegalStateException("not now");
            }
        });
        assertThat(bench.send(
                                Trigger.ACTIVE_MQ.handler(bench, bench.policy(), false),
                                Trigger.ACTIVE_MQ.event("1", "2", "3"))
                        .told())
                .isEqualTo("fails, 1 of 3");
        assertThat(bench.executed).containsExactly("1", "2", "3");
    }

    @Test
    void aResponseThatNamesItemsIsRefused_becauseNothingReadsIt() {
        BatchPolicy naming = bench.policy().response(BatchResponse.FAILED_ITEMS);
        assertThatThrownBy(() -> Trigger.ACTIVE_MQ.handler(bench, naming, false))
                .hasMessageContaining("reads no response that could name failed items");
    }

    @Test
    void theHorizonOfABrokerIsYours() {
        assertThat(ActiveMqSource.retryHorizon(Duration.ofDays(2)).longest()).isEqualTo(Duration.ofDays(2));
        assertThatThrownBy(() -> ActiveMqSource.retryHorizon(Duration.ZERO)).hasMessageContaining("positive");
    }

    @Test
    void hostileDocumentsAreRefusedInWords() {
        HostileJson.neverThrowsAnythingElse(MqEvents.ACTIVE, ActiveMqSourceTest::parse);
    }

    @Test
    void messagesShowNoContent() {
        assertThat(only(MqEvents.ACTIVE).toString()).contains("testQueue").doesNotContain("ABC", "value", "myJMSCoID");
    }

    private static List<DeliveredItem<ActiveMqMessage>> parse(String document) {
        return ActiveMqSource.parse(Notifications.stream(document));
    }

    private static ActiveMqMessage only(String document) {
        return EventDeliveries.readable(parse(document).get(0));
    }
}
