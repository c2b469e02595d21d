// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.step;

import dev.semel.model.EffectKey;
import dev.semel.model.PrintableText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of receiver that recognises a repeated effect by a key: the place and the length of the key, and the time for
 * which the receiver remembers it.
 *
 * @param name the human-readable name of the receiver; never empty
 * @param field the place of the key, such as {@code Idempotency-Key header}
 * @param maxLength the most characters that the field takes; at least 36
 * @param remembers the time for which the receiver recognises a key, from its first use; null if undocumented
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

    /**
     * {@return Stripe, whose keys have up to 255 characters and may be removed after 24 hours (Stripe API reference,
     * idempotent requests)}
     */
    public static Receiver stripe() {
        return new Receiver("Stripe", "Idempotency-Key header", 255, Duration.ofHours(24));
    }

    /** {@return an API that follows the Idempotency-Key draft; set its memory with {@link #remembering}} */
    public static Receiver idempotencyKeyHeader() {
        return new Receiver("Idempotency-Key API", "Idempotency-Key header", 64, null);
    }

    /** {@return an AWS API with a client token of at most 64 characters; set its memory with {@link #remembering}} */
    public static Receiver awsClientToken() {
        return new Receiver("AWS API", "ClientToken", 64, null);
    }

    /**
     * {@return DynamoDB's transactions, whose token has 36 characters and is remembered for 10 minutes (DynamoDB API,
     * TransactWriteItems)}
     */
    public static Receiver dynamoDbTransaction() {
        return new Receiver("DynamoDB TransactWriteItems", "ClientRequestToken", 36, Duration.ofMinutes(10));
    }

    /**
     * {@return the start of a Step Functions Standard execution, whose name has 80 characters and is reusable 90 days
     * after the execution ended (Step Functions API, StartExecution)} Express workflows do not deduplicate by name.
     */
    public static Receiver stepFunctionsExecution() {
        return new Receiver("Step Functions Standard", "name", 80, Duration.ofDays(90));
    }

    /**
     * {@return the start of a Lambda durable execution, recognised by its name; its memory depends on the function's
     * retention period}
     */
    public static Receiver durableExecution() {
        return new Receiver("Lambda durable function", "DurableExecutionName", 64, null);
    }

    /**
     * {@return an SQS FIFO queue, whose deduplication id has 128 characters and is remembered for 5 minutes (SQS
     * developer guide, exactly-once processing)}
     */
    public static Receiver sqsFifo() {
        return new Receiver("SQS FIFO", "MessageDeduplicationId", 128, Duration.ofMinutes(5));
    }

    /**
     * {@return an SNS FIFO topic, whose deduplication id has 128 characters and is remembered for 5 minutes (SNS
     * developer guide, message deduplication)}
     */
    public static Receiver snsFifo() {
        return new Receiver("SNS FIFO", "MessageDeduplicationId", 128, Duration.ofMinutes(5));
    }

    /**
     * {@return a copy whose memory lasts {@code memory}}
     *
     * @param memory the time for which the receiver remembers a key
     */
    public Receiver remembering(Duration memory) {
        return new Receiver(name, field, maxLength, Objects.requireNonNull(memory, "memory"));
    }

    /** {@return the time for which the receiver recognises a key; empty if undocumented} */
    public Optional<Duration> memory() {
        return Optional.ofNullable(remembers);
    }

    /**
     * {@return the form of an effect key that this receiver takes: letters, digits and hyphens}
     *
     * @param effectKey the effect key, as {@code effectKey(...)} of an execution returns it
     * @throws IllegalArgumentException if it is none
     */
    public String keyOf(String effectKey) {
        return new EffectKey(effectKey).fitting(maxLength);
    }

    @Override
    public String toString() {
        return "Receiver[name=" + PrintableText.name(name) + ", field=" + PrintableText.name(field) + ", maxLength="
                + maxLength + ", remembers=" + remembers + "]";
    }
}
