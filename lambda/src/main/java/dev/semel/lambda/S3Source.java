// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Idempotency;
import dev.semel.OperationBuilder;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The event source S3: reads the notifications that S3 sends to a function, and defines the delivery identity and the
 * latest redelivery. S3 delivers at least once and in no order. Immutable and thread-safe.
 */
public final class S3Source {

    static final String EVENT = "S3 event notification";

    private S3Source() {}

    /**
     * Reads a notification, as the "Event message structure" page of the Amazon S3 User Guide describes it in version
     * 2, when S3 itself invokes the function. One in an envelope is {@link SqsMessage#s3Objects()}, {@link
     * SnsNotification#s3Objects()} or {@link EventBridgeEvent#s3Object()}.
     *
     * @param document the notification in JSON; read to its end, not closed
     * @return its records in their order; empty for the {@code s3:TestEvent} that S3 sends when notifications are set
     *     up
     * @throws MissingSequencerException if a record has no sequencer
     * @throws InvalidEventException if the document is anything else
     */
    public static List<S3Object> parse(InputStream document) {
        return objects(JsonPlace.read(EVENT, document));
    }

    /** Reads a notification inside another event: the body of an SQS message, or the message of an SNS notification. */
    static List<S3Object> parse(String document) {
        return objects(JsonPlace.read(EVENT, document));
    }

    private static List<S3Object> objects(JsonPlace root) {
        return records(root).stream()
                .map(record -> new S3Record(record).object())
                .toList();
    }

    private static List<JsonPlace> records(JsonPlace root) {
        JsonPlace records = root.at("Records");
        if (records.node().isMissing() && root.at("Event").node().spelling().equals("s3:TestEvent")) {
            return List.of();
        }
        return records.elements(
                "Only S3's own notification can be read here, {\"Records\": [...]}: one in the envelope of SQS, SNS or "
                        + "EventBridge is opened by the message's, notification's or event's own method");
    }

    /** Reads a notification of which some records may be unreadable, so that the other ones still run. */
    static List<DeliveredItem<S3Object>> items(InputStream document) {
        List<DeliveredItem<S3Object>> items = new ArrayList<>();
        for (JsonPlace record : records(JsonPlace.read(EVENT, document))) {
            String name = "record " + items.size();
            items.add(ItemReading.of(name, null, () -> new S3Record(record).object()));
        }
        return items;
    }

    /**
     * Starts an operation that runs once per delivery: its key is {@link S3Object#deliveryIdentity()}, which has the
     * limits named there; its fingerprint covers {@link S3Object#contentIdentity()}, and its dedupe window is the
     * default, which covers {@link #retryHorizon()}. For an operation that runs once per intent, start it from {@code
     * idempotency} and take the key from the object.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @param result the class of the result; {@code Void.class} for none
     * @param <R> the result
     * @return the builder of the operation
     */
    public static <R> OperationBuilder<S3Object, R> operationPerDelivery(
            Idempotency idempotency, String name, Class<R> result) {
        return idempotency
                .operation(name, S3Object.class, result)
                .key(S3Object::deliveryIdentity)
                .fingerprintOf(S3Object::contentIdentity);
    }

    /** {@return the latest redelivery of a notification} S3 invokes functions asynchronously. */
    public static RetryHorizon retryHorizon() {
        return RetryHorizon.asynchronousInvocation();
    }
}
