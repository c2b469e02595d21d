// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maximum age of the items of a batch; see {@link BatchPolicy#maximumAge(Duration, InstantSource)}.
 *
 * @param age the maximum age; positive
 * @param clock the clock
 */
public record MaximumAge(Duration age, InstantSource clock) {

    /** Validates every part. */
    public MaximumAge {
        Objects.requireNonNull(clock, "clock");
        if (!age.isPositive()) {
            throw new IllegalArgumentException("maximumAge must be positive, is " + age);
        }
    }

    /** {@return the item, as poison if its delivery is older than {@code age}} */
    static <T> DeliveredItem<T> check(Duration age, DeliveredItem<T> item, DeliveredItem<?> delivery, Instant now) {
        if (!(delivery instanceof DeliveredItem.Readable<?> readable)) {
            return item;
        }
        Instant since = since(readable.record());
        return since == null || !since.isBefore(now.minus(age))
                ? item
                : new DeliveredItem.Poison<>(
                        item.itemId(),
                        item.group(),
                        PoisonReason.TOO_OLD,
                        InvalidEventException.of(
                                "The item is older than " + age + ", so the result of an earlier delivery "
                                        + "may no longer be known. Find out whether it was executed before sending it again"));
    }

    /** {@return the moment from which a record's age counts; null if it has none: items of users are not aged} */
    private static @Nullable Instant since(Object record) {
        return record instanceof Delivered delivered ? moment(delivered) : null;
    }

    private static @Nullable Instant moment(Delivered record) {
        return switch (record) {
            case SqsMessage message -> message.sentAt();
            case SnsNotification notification -> notification.publishedAt();
            case KinesisRecord kinesis -> kinesis.arrivedAt();
            case DynamoDbStreamRecord change -> change.createdAt();
            case KafkaRecord kafka -> kafka.timestamp();
            case ActiveMqMessage message -> message.sentAt();
            case DocumentDbChange change -> change.changedAt();
            case S3Object object -> object.eventTime();
            case EventBridgeEvent event -> event.time();
            case RabbitMqMessage message -> null; // has no moment that a sender cannot leave out
        };
    }
}
