// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.infrastructure;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * A guarded function with its dead-letter queue and an alarm on that queue. Its role may do on the table of records
 * what its source needs. Call {@link #pollQueue} or {@link #retryAsynchronously} once, as its source demands.
 */
public final class OnceFunction extends Construct {

    /** AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
    private static final int VISIBILITY_FACTOR = 6;

    private static final int RECEIVES = 5;

    /**
     * AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation": the first retry
     * comes after a minute. A shorter timeout ends the lease of a crashed attempt before.
     */
    private static final int LONGEST_ASYNCHRONOUS_SECONDS = 57;

    /** Amazon API Gateway Developer Guide, quotas: a REST API waits for 29 seconds. Clients of URLs wait no longer. */
    private static final int LONGEST_WAITING_SECONDS = 29;

    private static final int SHORTEST_SECONDS = 5;

    private final IdempotencyTable records;
    private final Duration timeout;
    private final Function function;
    private final Queue deadLetters;
    private final Alarm deadLetterAlarm;

    /**
     * Makes the function.
     *
     * @param scope the stack or construct around it
     * @param id its name there
     * @param records the table of records; the variable {@code IDEMPOTENCY_TABLE} has its name
     * @param handler class and method
     * @param code the code
     * @param timeout the function's timeout, 5 seconds to 15 minutes; other times follow from it
     * @param dedupeWindow the dedupe window that the code declares, for {@code semel doctor}
     * @throws IllegalArgumentException if the timeout is out of its range
     */
    public OnceFunction(
            Construct scope,
            String id,
            IdempotencyTable records,
            String handler,
            Code code,
            Duration timeout,
            Duration dedupeWindow) {
        super(scope, id);
        if (timeout.toSeconds() < SHORTEST_SECONDS || timeout.toMinutes() > 15) {
            throw new IllegalArgumentException("timeout must be 5 seconds to 15 minutes, is " + timeout);
        }
        this.records = records;
        this.timeout = timeout;
        deadLetters = Queue.Builder.create(this, "Dead")
                .retentionPeriod(software.amazon.awscdk.Duration.days(14))
                .enforceSsl(true)
                .build();
        deadLetterAlarm = Alarm.Builder.create(this, "DeadLetters")
                .metric(deadLetters.metricApproximateNumberOfMessagesVisible())
                .threshold(0)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        function = Function.Builder.create(this, "Function")
                .runtime(Runtime.JAVA_21)
                .handler(handler)
                .code(code)
                .memorySize(512)
                .timeout(seconds(timeout.toSeconds()))
                .environment(Map.of("IDEMPOTENCY_TABLE", records.table().getTableName()))
                .build();
        ((CfnFunction) function.getNode().getDefaultChild())
                .addMetadata("Semel", Map.of("DedupeWindow", dedupeWindow.toString()));
    }

    private static software.amazon.awscdk.Duration seconds(long seconds) {
        return software.amazon.awscdk.Duration.seconds(seconds);
    }

    /** {@return the function itself} */
    public Function function() {
        return function;
    }

    /** {@return the queue of what was given up} */
    public Queue deadLetters() {
        return deadLetters;
    }

    /** {@return the alarm on that queue, which has no action yet} */
    public Alarm deadLetterAlarm() {
        return deadLetterAlarm;
    }

    /**
     * Adds a queue whose messages the function gets in batches, with partial batch responses.
     *
     * @param batchingWindow how long Lambda gathers messages, up to 5 minutes
     * @return the queue
     */
    public Queue pollQueue(Duration batchingWindow) {
        return pollQueue(batchingWindow, OptionalInt.empty());
    }

    /**
     * Adds a queue as {@link #pollQueue(Duration)} does, and limits the load on what is behind the function.
     *
     * @param batchingWindow how long Lambda gathers messages, up to 5 minutes
     * @param maximumConcurrency the most invocations at once, 2 to 1000
     * @return the queue
     */
    public Queue pollQueue(Duration batchingWindow, int maximumConcurrency) {
        return pollQueue(batchingWindow, OptionalInt.of(maximumConcurrency));
    }

    private Queue pollQueue(Duration batchingWindow, OptionalInt maximumConcurrency) {
        records.grant(function, RecordsAbility.BATCHES);
        Queue queue = Queue.Builder.create(this, "Queue")
                .visibilityTimeout(seconds(VISIBILITY_FACTOR * timeout.toSeconds() + batchingWindow.toSeconds()))
                .retentionPeriod(software.amazon.awscdk.Duration.days(4))
                .enforceSsl(true)
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(RECEIVES)
                        .build())
                .build();
        SqsEventSource.Builder source =
                SqsEventSource.Builder.create(queue).batchSize(10).reportBatchItemFailures(true);
        if (batchingWindow.isPositive()) {
            source.maxBatchingWindow(seconds(batchingWindow.toSeconds()));
        }
        maximumConcurrency.ifPresent(source::maxConcurrency);
        function.addEventSource(source.build());
        return queue;
    }

    /**
     * Gives the function a URL, whose callers wait for the answer and try again by themselves: nothing goes to the
     * dead-letter queue.
     *
     * @param authentication the way in which callers are recognised; {@code NONE} for everybody
     * @return the URL
     * @throws IllegalStateException if the timeout is above 29 seconds
     */
    public FunctionUrl answerCallers(FunctionUrlAuthType authentication) {
        if (timeout.toSeconds() > LONGEST_WAITING_SECONDS) {
            throw new IllegalStateException("A function whose callers wait must have a timeout of at most "
                    + LONGEST_WAITING_SECONDS + " s, as callers and gateways give up then; it has " + timeout
                    + ". Or answer at once and put a queue behind: pollQueue");
        }
        records.grant(function, RecordsAbility.SINGLE);
        return function.addFunctionUrl(
                FunctionUrlOptions.builder().authType(authentication).build());
    }

    /**
     * Sets the retries of a function that SNS, EventBridge, S3 or a schedule invokes; what fails goes to the
     * dead-letter queue.
     *
     * @return the function, to be made the target of its source
     * @throws IllegalStateException if the timeout is above 57 seconds
     */
    public Function retryAsynchronously() {
        if (timeout.toSeconds() > LONGEST_ASYNCHRONOUS_SECONDS) {
            throw new IllegalStateException("A function that is invoked asynchronously must have a timeout of at most "
                    + LONGEST_ASYNCHRONOUS_SECONDS + " s, so that a retry finds a crashed attempt's lease over; it has "
                    + timeout + ". Or put a queue in front: pollQueue");
        }
        records.grant(function, RecordsAbility.SINGLE);
        function.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                .retryAttempts(2)
                .maxEventAge(software.amazon.awscdk.Duration.hours(6))
                .onFailure(new SqsDestination(deadLetters))
                .build());
        return function;
    }
}
