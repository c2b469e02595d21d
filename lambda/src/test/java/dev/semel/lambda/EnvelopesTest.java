// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events in the envelope of another source. */
class EnvelopesTest {

    private final List<S3Object> direct = S3Source.parse(Notifications.stream(Notifications.PUT));

    @Test
    void opensS3InSqs() {
        assertThat(message(Notifications.PUT).s3Objects()).isEqualTo(direct);
        assertThat(message(Notifications.TEST_EVENT).s3Objects()).isEmpty();
    }

    @Test
    void opensS3InSns() {
        String event = SnsEvents.withMessage(SnsEvents.EVENT, Notifications.PUT);
        assertThat(SnsSource.parse(Notifications.stream(event)).get(0).s3Objects())
                .isEqualTo(direct);
    }

    @Test
    void opensS3InSnsInSqs() {
        SqsMessage message = message(SnsEvents.withMessage(SnsEvents.IN_QUEUE, Notifications.PUT));
        assertThat(message.snsNotification().s3Objects()).isEqualTo(direct);
    }

    @Test
    void opensS3InEventBridge_inTheNamesOfNotifications() {
        assertThat(event(BusEvents.OBJECT_CREATED).s3Object())
                .isEqualTo(new S3Object(
                        "ObjectCreated:Put",
                        Instant.parse("2021-11-12T00:00:00Z"),
                        "amzn-s3-demo-bucket1",
                        "example-key",
                        "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
                        "617F08299329D189",
                        "b1946ac92492d2347c6235b4d2611184",
                        5L));
    }

    @Test
    void keysInEventBridgeAreNotEncoded() {
        assertThat(event(Json.with(BusEvents.OBJECT_CREATED, "example-key", "a+b%20c"))
                        .s3Object()
                        .key())
                .isEqualTo("a+b%20c");
    }

    @ParameterizedTest
    @CsvSource({
        "Object Created, PutObject, , ObjectCreated:Put",
        "Object Created, POST Object, , ObjectCreated:Post",
        "Object Created, CopyObject, , ObjectCreated:Copy",
        "Object Created, CompleteMultipartUpload, , ObjectCreated:CompleteMultipartUpload",
        "Object Created, Tomorrow, , ObjectCreated",
        "Object Deleted, DeleteObject, Permanently Deleted, ObjectRemoved:Delete",
        "Object Deleted, DeleteObject, Delete Marker Created, ObjectRemoved:DeleteMarkerCreated",
        "Object Deleted, Lifecycle Expiration, Permanently Deleted, LifecycleExpiration:Delete",
        "Object Deleted, Lifecycle Expiration, Delete Marker Created, LifecycleExpiration:DeleteMarkerCreated",
        "Object Deleted, DeleteObject, Tomorrow, ObjectRemoved",
        "Object Restored, PutObject, , Object Restored",
    })
    void namesEventsOfTheBusAsNotificationsDo(String detailType, String reason, String deletion, String eventName) {
        String document = Json.with(BusEvents.OBJECT_CREATED, "Object Created", detailType)
                .replace(
                        "\"reason\": \"PutObject\"",
                        "\"reason\": \"" + reason + "\", \"deletion-type\": \"" + deletion + "\"");
        assertThat(event(document).s3Object().eventName()).isEqualTo(eventName);
    }

    @Test
    void anEventOfTheBusWithoutSequencerIsRefusedByName() {
        String tags = Json.with(BusEvents.OBJECT_CREATED, "\"sequencer\"", "\"x\"")
                .replace("Object Created", "Object Tags Added");
        assertThatThrownBy(() -> event(tags).s3Object())
                .isInstanceOf(MissingSequencerException.class)
                .hasMessageContaining("detail.object.sequencer")
                .hasMessageContaining("Object Tags Added");
    }

    @Test
    void anEventOfAnotherSourceIsNotOfS3() {
        assertThatThrownBy(() -> event(BusEvents.ORDER).s3Object())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("source is not aws.s3");
    }

    @Test
    void opensEventBridgeInSqsAndSns() {
        assertThat(message(BusEvents.ORDER).eventBridgeEvent()).isEqualTo(event(BusEvents.ORDER));
        SqsMessage viaTopic = message(SnsEvents.withMessage(SnsEvents.IN_QUEUE, BusEvents.ORDER));
        assertThat(viaTopic.snsNotification().eventBridgeEvent()).isEqualTo(event(BusEvents.ORDER));
    }

    @Test
    void opensJson() {
        assertThat(message("{\"id\": 42}").json().text("/id")).contains("42");
        assertThat(message(SnsEvents.withMessage(SnsEvents.IN_QUEUE, "[1]"))
                        .snsNotification()
                        .json())
                .isEqualTo(JsonDocument.of("[1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Test message: secret", "{}", "[]", "{\"Records\": [{}]}", "{\"Type\": \"secret\"}", ""})
    void aBodyThatHoldsNoEnvelopeIsPoison(String body) {
        DeliveredItem<SqsMessage> item = item(body);
        assertPoison(item, SqsMessage::s3Objects);
        assertPoison(item, SqsMessage::snsNotification);
        assertPoison(item, SqsMessage::eventBridgeEvent);
    }

    @Test
    void aMissingSequencerInAQueueIsPoison() {
        assertPoison(item(Json.with(Notifications.PUT, "\"sequencer\"", "\"x\"")), SqsMessage::s3Objects);
    }

    @Test
    void anEnvelopeKeepsTheItem() {
        DeliveredItem<SqsMessage> item =
                SqsSource.parse(Notifications.stream(SqsEvents.FIFO)).get(0);
        DeliveredItem<String> body = item.map(SqsMessage::body);
        assertThat(body).isEqualTo(new DeliveredItem.Readable<>(item.itemId(), "1", "Test message."));
        DeliveredItem<Object> poison = item.map(SqsMessage::json);
        assertThat(poison.itemId()).isEqualTo(item.itemId());
        assertThat(poison.group()).isEqualTo("1");
        assertThat(EventDeliveries.poison(poison.map(Object::toString))).isSameAs(EventDeliveries.poison(poison));
    }

    @Test
    void oneEventHasOneIdentityOnEveryWay() {
        String identity = direct.get(0).deliveryIdentity();
        assertThat(message(Notifications.PUT).s3Objects().get(0).deliveryIdentity())
                .isEqualTo(identity);
    }

    @Test
    void hostileEnvelopesAreRefusedAsDocumented() {
        HostileJson.neverThrowsAnythingElse(
                BusEvents.OBJECT_CREATED, document -> event(document).s3Object());
        HostileJson.neverThrowsAnythingElse(
                SnsEvents.IN_QUEUE, document -> message(document).snsNotification());
        HostileJson.neverThrowsAnythingElse(
                Notifications.PUT, document -> message(document).s3Objects());
    }

    private static void assertPoison(DeliveredItem<SqsMessage> item, Function<SqsMessage, ?> reading) {
        assertThat(EventDeliveries.poison(item.map(reading)))
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    private static EventBridgeEvent event(String document) {
        return EventBridgeSource.parse(Notifications.stream(document));
    }

    private static SqsMessage message(String body) {
        return EventDeliveries.readable(item(body));
    }

    private static DeliveredItem<SqsMessage> item(String body) {
        return SqsSource.parse(Notifications.stream(SqsEvents.withBody(body))).get(0);
    }
}
