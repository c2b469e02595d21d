// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import dev.semel.lambda.DynamoDbStreamSource;
import dev.semel.lambda.EventBridgeSource;
import dev.semel.lambda.KafkaSource;
import dev.semel.lambda.KinesisSource;
import dev.semel.lambda.RetryHorizon;
import dev.semel.lambda.S3Source;
import dev.semel.lambda.SnsSource;
import dev.semel.lambda.SqsSource;
import dev.semel.lambda.http.HttpSource;
import java.time.Duration;
import java.util.Locale;

/** Event sources that a function can be printed for. */
enum TemplateSource {
    SQS(Kind.POLLED, SqsSource.retryHorizon()),
    SNS(Kind.ASYNCHRONOUS, SnsSource.retryHorizon()),
    EVENTBRIDGE(Kind.ASYNCHRONOUS, EventBridgeSource.retryHorizon()),
    S3(Kind.ASYNCHRONOUS, S3Source.retryHorizon()),
    KINESIS(Kind.POLLED, KinesisSource.retryHorizon()),
    DYNAMODB(Kind.POLLED, DynamoDbStreamSource.retryHorizon()),
    KAFKA(Kind.POLLED, KafkaSource.retryHorizon()),
    HTTP(Kind.WAITING, HttpSource.retryHorizon()),
    SCHEDULER(Kind.ASYNCHRONOUS, EventBridgeSource.retryHorizon());

    /** Ways in which Lambda gets the events. */
    enum Kind {
        /** A mapping of Lambda polls; AWS Lambda quotas, "Function timeout": at most 900 s. */
        POLLED(30, 900, "seconds; after a crash the key stays in progress until it has passed"),

        /**
         * Lambda queues the event, and after an error tries again one minute later: AWS Lambda Developer Guide, "How
         * Lambda handles errors and retries with asynchronous invocation". The lease of a crashed attempt is then over.
         */
        ASYNCHRONOUS(50, 57, "seconds; below one minute, so that the first retry finds a crashed attempt's lease over"),

        /** A caller waits; REST APIs for 29 s, HTTP APIs for 30 s: Amazon API Gateway Developer Guide, quotas. */
        WAITING(25, 29, "seconds; below the time for which API Gateway waits");

        private final int usual;
        private final int most;
        private final String reason;

        Kind(int usual, int most, String reason) {
            this.usual = usual;
            this.most = most;
            this.reason = reason;
        }
    }

    private final Kind kind;
    private final Duration horizon;

    TemplateSource(Kind kind, RetryHorizon horizon) {
        this.kind = kind;
        this.horizon = horizon.longest();
    }

    Duration horizon() {
        return horizon;
    }

    /** {@return the function timeout, in seconds, unless another one is asked for} */
    int usualTimeout() {
        return kind.usual;
    }

    /** {@return the longest function timeout, in seconds, that is right for the source} */
    int longestTimeout() {
        return kind.most;
    }

    /** {@return the comment beside the timeout} */
    String timeoutReason() {
        return kind.reason;
    }

    boolean isAsynchronous() {
        return kind == Kind.ASYNCHRONOUS;
    }

    /** {@return whether events that fail for good end in a dead-letter queue; a waiting caller gets the error} */
    boolean hasDeadLetters() {
        return kind != Kind.WAITING;
    }

    /** {@return whether Lambda itself sends what was given up, with the role of the function} */
    boolean functionSendsDeadLetters() {
        return hasDeadLetters() && this != SQS;
    }

    /** {@return whether the handler claims the keys of a batch together} */
    boolean hasBatches() {
        return kind == Kind.POLLED;
    }

    /** {@return the principal that sends to the dead-letter queue by a policy of the queue; empty if none does} */
    String service() {
        return switch (this) {
            case SNS -> "sns.amazonaws.com";
            case EVENTBRIDGE -> "events.amazonaws.com";
            case SQS, S3, KINESIS, DYNAMODB, KAFKA, HTTP, SCHEDULER -> "";
        };
    }

    /** {@return the name in options and files} */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
