// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.step;

import dev.semel.model.EffectKey;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of receiver that recognises a repeated effect by a key: where the key goes, how long it may be, and how long the
 * receiver remembers it.
 *
 * @param name names the receiver for people; never empty
 * @param field where the key goes, such as {@code Idempotency-Key header}
 * @param maxLength how many characters the field takes; at least 36
 * @param remembers how long the receiver recognises a key, from its first use; null if nobody says
 */
public record Receiver(
        String name, String field, int maxLength, @Nullable Duration remembers) {

    /** Validates every part. */
    public Receiver {
        Objects.requireNonNull(field, "field");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
        if (maxLength < 36) {
            throw new IllegalArgumentException("maxLength must be at least 36, is " + maxLength);
        }
        if (remembers != null && !remembers.isPositive()) {
            throw new IllegalArgumentException("remembers must be positive, is " + remembers);
        }
    }

    /** Stripe: up to 255 characters; keys may be removed after 24 hours (Stripe API reference, idempotent requests). */
    public static Receiver stripe() {
        return new Receiver("Stripe", "Idempotency-Key header", 255, Duration.ofHours(24));
    }

    /** Any API that follows the Idempotency-Key draft; say with {@link #remembering} how long it does. */
    public static Receiver idempotencyKeyHeader() {
        return new Receiver("Idempotency-Key API", "Idempotency-Key header", 64, null);
    }

    /** The client token of an AWS API, 64 characters at most; say with {@link #remembering} how long it is known. */
    public static Receiver awsClientToken() {
        return new Receiver("AWS API", "ClientToken", 64, null);
    }

    /** DynamoDB's token of a transaction: 36 characters, known for 10 minutes (DynamoDB API, TransactWriteItems). */
    public static Receiver dynamoDbTransaction() {
        return new Receiver("DynamoDB TransactWriteItems", "ClientRequestToken", 36, Duration.ofMinutes(10));
    }

    /**
     * The name of a Step Functions Standard execution: 80 characters; reusable 90 days after the execution ended (Step
     * Functions API, StartExecution). Express workflows do not deduplicate by name.
     */
    public static Receiver stepFunctionsExecution() {
        return new Receiver("Step Functions Standard", "name", 80, Duration.ofDays(90));
    }

    /** The name of a Lambda durable execution; how long it is known depends on the function's retention period. */
    public static Receiver durableExecution() {
        return new Receiver("Lambda durable function", "DurableExecutionName", 64, null);
    }

    /** An SQS FIFO queue: 128 characters, known for 5 minutes (SQS developer guide, exactly-once processing). */
    public static Receiver sqsFifo() {
        return new Receiver("SQS FIFO", "MessageDeduplicationId", 128, Duration.ofMinutes(5));
    }

    /** An SNS FIFO topic: 128 characters, known for 5 minutes (SNS developer guide, message deduplication). */
    public static Receiver snsFifo() {
        return new Receiver("SNS FIFO", "MessageDeduplicationId", 128, Duration.ofMinutes(5));
    }

    /** Returns this receiver with a memory that is known to be so long. */
    public Receiver remembering(Duration memory) {
        return new Receiver(name, field, maxLength, Objects.requireNonNull(memory, "memory"));
    }

    /** Returns how long the receiver recognises a key; empty if nobody says. */
    public Optional<Duration> memory() {
        return Optional.ofNullable(remembers);
    }

    /** Returns the form of an effect key that this receiver takes: letters, digits and hyphens. */
    public String keyOf(EffectKey key) {
        return key.fitting(maxLength);
    }
}
