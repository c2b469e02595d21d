// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.InvalidKeyException;
import dev.semel.MissingKeyPartException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBridgeSourceTest {

    @Test
    void readsTheDocumentedEvent() {
        assertThat(parse(BusEvents.ORDER))
                .isEqualTo(new EventBridgeEvent(
                        "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                        "com.example.orders",
                        "Order Placed",
                        "111122223333",
                        "us-west-1",
                        Instant.parse("2017-12-22T18:43:48Z"),
                        List.of("arn:aws:example:us-west-1:123456789012:shop/7"),
                        JsonDocument.of("{\"orderId\": \"o-42\", \"total\": 1.5, \"lines\": [{\"sku\": 7}]}"),
                        null));
        assertThat(parse(BusEvents.REPLAYED).replayName()).isEqualTo("replay-1");
    }

    @Test
    void readsTheDetailByPath() {
        assertThat(parse(BusEvents.ORDER).detail().text("/orderId")).contains("o-42");
        assertThat(parse(BusEvents.ORDER).detail().text("/lines/0/sku")).contains("7");
    }

    @Test
    void aRedeliveryReplays() throws Exception {
        String other = Json.with(BusEvents.ORDER, "6a7e8feb", "00000000");
        EventDeliveries.<EventBridgeEvent>of(
                        idempotency -> EventBridgeSource.operationPerDelivery(idempotency, "handle", String.class))
                .replay(parse(BusEvents.ORDER), parse(BusEvents.ORDER), parse(other));
    }

    @Test
    void anIntentCatchesAProducersRetry() throws Exception {
        String retry = Json.with(BusEvents.ORDER, "6a7e8feb", "00000000");
        String other = Json.with(BusEvents.ORDER, "o-42", "o-43");
        EventDeliveries.<EventBridgeEvent>of(
                        idempotency -> EventBridgeSource.operationPerDelivery(idempotency, "handle", String.class)
                                .key(EventBridgeEvent.intent("/orderId")))
                .replay(parse(BusEvents.ORDER), parse(retry), parse(other));
    }

    @Test
    void anIntentIsPinned_andNeedsItsParts() {
        assertThat(EventBridgeEvent.intent("/orderId").extract(parse(BusEvents.ORDER)))
                .isEqualTo("19:=com.example.orders|13:=Order Placed|7:=\"o-42\"");
        assertThatThrownBy(() -> EventBridgeEvent.intent("/customer").extract(parse(BusEvents.ORDER)))
                .isInstanceOf(MissingKeyPartException.class);
    }

    @Test
    void aScheduledRunIsNamedByItsRuleAndMoment() throws Exception {
        String again = Json.with(BusEvents.SCHEDULED, "cdc73f9d", "00000000");
        String next = Json.with(BusEvents.SCHEDULED, "01:23:45", "01:24:45");
        EventDeliveries<EventBridgeEvent> deliveries = EventDeliveries.of(
                idempotency -> EventBridgeSource.operationPerScheduledRun(idempotency, "tick", String.class));
        deliveries.replay(parse(BusEvents.SCHEDULED), parse(again), parse(next));
        assertThatThrownBy(() -> deliveries.deliver(parse(BusEvents.ORDER))).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void twoRulesAreTwoRuns() {
        String other = Json.with(BusEvents.SCHEDULED, "rule/my-schedule", "rule/other");
        assertThat(parse(other).scheduleIdentity())
                .isNotEqualTo(parse(BusEvents.SCHEDULED).scheduleIdentity());
    }

    @Test
    void contentIsTheDetailAndItsType() {
        String content = parse(BusEvents.ORDER).contentIdentity();
        assertThat(parse(Json.with(BusEvents.ORDER, "1.50", "15e-1")).contentIdentity())
                .isEqualTo(content);
        assertThat(parse(Json.with(BusEvents.ORDER, "1.50", "1.51")).contentIdentity())
                .isNotEqualTo(content);
        assertThat(parse(BusEvents.REPLAYED).contentIdentity()).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\"| \"x\"| id is missing",
                "\"source\": \"com.example.orders\"| \"source\": 7| source is not a text",
                "\"detail-type\"| \"x\"| detail-type is missing",
                "\"detail\"| \"x\"| detail is missing",
                "{\"orderId\": \"o-42\", \"total\": 1.50, \"lines\": [{\"sku\": 7}]}| \"secret\"| detail is not an object",
            })
    void saysWhatIsWrongAndWhere(String piece, String replacement, String problem) {
        assertThatThrownBy(() -> parse(Json.with(BusEvents.ORDER, piece, replacement)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void hostileEventsAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(BusEvents.REPLAYED, EventBridgeSourceTest::use);
        HostileJson.neverThrowsAnythingElse(BusEvents.SCHEDULED, EventBridgeSourceTest::use);
    }

    private static void use(String document) {
        EventBridgeEvent event = parse(document);
        assertThat(event.deliveryIdentity()).isNotEmpty();
        assertThat(event.contentIdentity()).isNotEmpty();
        event.scheduleIdentity();
    }

    @Test
    void showsNoContent() {
        assertThat(parse(BusEvents.ORDER).toString()).doesNotContain("o-42").contains("Order Placed");
    }

    @Test
    void theHorizonAddsLambdasRetriesToThoseOfTheBus() {
        assertThat(EventBridgeSource.retryHorizon().longest()).isEqualTo(Duration.ofHours(30));
        assertThat(EventBridgeSource.retryHorizon().source()).contains("EventBridge", "asynchronous");
        assertThatThrownBy(() -> EventBridgeSource.retryHorizon(Duration.ofHours(25)))
                .hasMessageContaining("maximumEventAge");
    }

    private static EventBridgeEvent parse(String document) {
        return EventBridgeSource.parse(Notifications.stream(document));
    }

    /** EventBridge Scheduler's default payload for a target without an input of its own: the detail is a text. */
    private static final String SCHEDULER = """
            {"version": "0", "id": "5b6f1c8a-0000-4000-8000-2f1f5d1f0a11", "detail-type": "Scheduled Event",
             "source": "aws.scheduler", "account": "123456789012", "time": "2026-03-04T05:06:00Z", "region": "eu-west-1",
             "resources": ["arn:aws:scheduler:eu-west-1:123456789012:schedule/default/close-books"], "detail": "{}"}""";

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\" {} \"", "\"\\uFEFF{}\"", "\"\"", "\" \"", "null"})
    void anEmptyDetailOfTheSchedulersIsEmptyInEveryForm(String detail) {
        EventBridgeEvent run = parse(Json.with(SCHEDULER, "\"detail\": \"{}\"", "\"detail\": " + detail));
        assertThat(run.detail()).isEqualTo(JsonDocument.of("{}"));
        assertThat(run.scheduleIdentity()).isEqualTo(parse(SCHEDULER).scheduleIdentity());
    }

    @Test
    void aRunOfEventBridgeSchedulerIsKnownByScheduleAndDueTime() {
        EventBridgeEvent run = parse(SCHEDULER);
        assertThat(run.detail()).isEqualTo(JsonDocument.of("{}"));
        assertThat(run.scheduleIdentity()).isNotNull().contains("close-books", "2026-03-04T05:06:00Z");
        assertThat(parse(SCHEDULER.replace("5b6f1c8a", "5b6f1c8b")).scheduleIdentity())
                .as("the same run, sent twice")
                .isEqualTo(run.scheduleIdentity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"{}\"", "\" {\\\"a\\\": 1}\"", "\"\"", "null"})
    void theDetailOfTheSchedulerMayBeATextOrAbsent(String detail) {
        assertThat(parse(SCHEDULER.replace("\"{}\"", detail)).detail().canonical())
                .startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"secret\"", "\"[]\"", "7", "[]", "\"{}{}\""})
    void anyOtherDetailOfTheSchedulerIsRefused(String detail) {
        assertThatThrownBy(() -> parse(SCHEDULER.replace("\"{}\"", detail)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aTextIsNoDetailOfAnotherSource() {
        assertThatThrownBy(() -> parse(SCHEDULER.replace("aws.scheduler", "com.example.orders")))
                .isInstanceOf(InvalidEventException.class);
    }
}
