// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.util.Objects;

/**
 * The event source of a proof: what it does with an answer, and when it delivers again. Queues and streams read the
 * failed items from the response, as with {@code ReportBatchItemFailures}: a response that is not JSON, or names an
 * item that was not delivered, fails the whole batch. Immutable.
 *
 * @param kind the way in which failures are reported
 * @param timeout the function's timeout, after which the platform ends an invocation
 * @param redelivery the time from the start of an invocation until its failed events come again, or until its end if
 *     that is later: a queue's visibility timeout. A visibility timeout that is shorter than the function runs is not
 *     simulated; another copy beside a running invocation is a deviation
 * @param tries the number of deliveries of an event before it goes to a dead-letter queue
 * @param batchSize the largest number of events in one invocation
 */
public record Source(Kind kind, Duration timeout, Duration redelivery, int tries, int batchSize) {

    /** The ways in which failures are reported to a source. */
    public enum Kind {
        /** SQS: the response names failed messages. */
        QUEUE,
        /** SQS FIFO: as for a queue; a group waits for its first failed message. */
        FIFO,
        /** Kinesis and DynamoDB Streams: everything from the lowest failed record on comes again. */
        STREAM,
        /** SNS, S3, EventBridge and other asynchronous invocations: an exception is a failure. */
        ASYNCHRONOUS,
        /** A caller that waits and tries again until it gets a value. */
        REQUEST
    }

    /** Refuses null and values out of range. */
    public Source {
        Objects.requireNonNull(kind, "kind");
        if (!timeout.isPositive() || redelivery.isNegative()) {
            throw new IllegalArgumentException("timeout must be positive and redelivery not negative");
        }
        if (tries < 1 || batchSize < 1) {
            throw new IllegalArgumentException("tries and batchSize must be at least 1");
        }
        if (batchSize > 1 && (kind == Kind.ASYNCHRONOUS || kind == Kind.REQUEST)) {
            throw new IllegalArgumentException("batchSize must be 1 for " + kind
                    + ": such an invocation has one event. Use queue(), fifo() or stream() for batches");
        }
    }

    /** {@return a standard queue: timeout 30 s, visibility timeout 3 min, 5 receives, batches of 2} */
    public static Source queue() {
        return new Source(Kind.QUEUE, Duration.ofSeconds(30), Duration.ofMinutes(3), 5, 2);
    }

    /** {@return a FIFO queue: as {@link #queue()}, but with batches of up to 10} */
    public static Source fifo() {
        return new Source(Kind.FIFO, Duration.ofSeconds(30), Duration.ofMinutes(3), 5, 10);
    }

    /** {@return a stream: timeout 30 s, redelivery at once, batches of 10, 10 tries} */
    public static Source stream() {
        return new Source(Kind.STREAM, Duration.ofSeconds(30), Duration.ZERO, 10, 10);
    }

    /** {@return asynchronous invocation: timeout 30 s, two more tries, each a minute later} */
    public static Source asynchronous() {
        return new Source(Kind.ASYNCHRONOUS, Duration.ofSeconds(30), Duration.ofMinutes(1), 3, 1);
    }

    /**
     * Returns a caller that tries up to 5 times, each time a minute later, until the handler returns. For a caller that
     * tries again after certain responses, such as a status of 503, wrap the handler so that it throws for them.
     *
     * @return the source
     */
    public static Source request() {
        return new Source(Kind.REQUEST, Duration.ofSeconds(30), Duration.ofMinutes(1), 5, 1);
    }

    /**
     * Returns this source with another function timeout.
     *
     * @param other the function timeout
     * @return a new source
     */
    public Source timeout(Duration other) {
        return new Source(kind, other, redelivery, tries, batchSize);
    }

    /**
     * Returns this source with another time until redelivery.
     *
     * @param other the time until redelivery
     * @return a new source
     */
    public Source redelivery(Duration other) {
        return new Source(kind, timeout, other, tries, batchSize);
    }

    /**
     * Returns this source with another number of tries.
     *
     * @param other the number of tries
     * @return a new source
     */
    public Source tries(int other) {
        return new Source(kind, timeout, redelivery, other, batchSize);
    }

    /**
     * Returns this source with another batch size.
     *
     * @param other the batch size
     * @return a new source
     */
    public Source batchSize(int other) {
        return new Source(kind, timeout, redelivery, tries, other);
    }
}
