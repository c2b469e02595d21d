// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.util.Arrays;
import java.util.Optional;

/**
 * Catalogue of the findings, each with its number, which never changes its meaning. The platform's facts in the reasons
 * are from the document that is named last.
 */
enum FindingKind {
    NO_TABLE(
            "SD001",
            Severity.ERROR,
            "no table of records",
            "Without a table nothing is guarded.",
            "Add the table of 'semel template table', or name yours with --table.",
            ""),
    TABLE_KEY(
            "SD002",
            Severity.ERROR,
            "the table's partition key is not the string 'id'",
            "The store writes the record id as a string into that attribute; every claim fails.",
            "Make 'id' (S) the partition key, or say --key-name if the code names another attribute.",
            ""),
    NO_TTL(
            "SD003",
            Severity.WARNING,
            "the table has no TTL",
            "Expired records stay and are paid for. They never answer a duplicate, so nothing runs twice.",
            "Enable TTL on 'expiration'.",
            "Amazon DynamoDB Developer Guide, \"Time to Live (TTL)\""),
    OTHER_TTL_ATTRIBUTE(
            "SD004",
            Severity.ERROR,
            "the table's TTL is on another attribute than 'expiration'",
            "Records are never deleted, or by a number that is no end of a window.",
            "Set the TTL attribute to 'expiration'.",
            "Amazon DynamoDB Developer Guide, \"Time to Live (TTL)\""),
    NO_RECOVERY(
            "SD005",
            Severity.WARNING,
            "the table has no point-in-time recovery",
            "After a wrong delete or write every duplicate of the lost keys executes again.",
            "Enable point-in-time recovery.",
            "Amazon DynamoDB Developer Guide, \"Point-in-time recovery\""),
    NO_DELETION_PROTECTION(
            "SD006",
            Severity.WARNING,
            "the table has no deletion protection",
            "One call deletes what is known of every key; late duplicates then execute again.",
            "Enable deletion protection.",
            "Amazon DynamoDB Developer Guide, \"Using deletion protection\""),
    TABLE_GOES_WITH_STACK(
            "SD007",
            Severity.WARNING,
            "the table is deleted or replaced with its stack",
            "A replacement starts without records, so late duplicates execute again.",
            "Set DeletionPolicy and UpdateReplacePolicy to Retain.",
            "AWS CloudFormation User Guide, \"DeletionPolicy attribute\""),
    FIXED_CAPACITY(
            "SD008",
            Severity.WARNING,
            "the table has a fixed capacity",
            "Above it requests are throttled, and without the store nothing runs.",
            "Use on-demand billing, or scale the capacity.",
            "Amazon DynamoDB Developer Guide, \"DynamoDB throughput capacity\""),
    SEVERAL_REGIONS(
            "SD009",
            Severity.ERROR,
            "the table has replicas that are eventually consistent",
            "Two Regions can both win the claim of one key: the last writer wins.",
            "Give each key a home Region, or use strong consistency (without TTL), and then ignore this finding.",
            "Amazon DynamoDB Developer Guide, \"Global tables\""),
    SHORT_TIMEOUT(
            "SD010",
            Severity.WARNING,
            "the function's timeout is below 5 seconds",
            "Recording takes 500 ms of it, and a call of the store that is repeated takes more: bodies are not begun.",
            "Set a timeout of 5 seconds or more; Lambda's default is 3.",
            "AWS Lambda Developer Guide, \"Configure Lambda function timeout\""),
    LONG_ASYNCHRONOUS_TIMEOUT(
            "SD011",
            Severity.ERROR,
            "a function that is invoked asynchronously has a timeout above 57 seconds",
            "After an early crash the key is in progress until the timeout has passed, and retries that come before"
                    + " then, after 1 and 2 minutes, fail: the event is given up.",
            "Shorten the timeout, or put a queue in front (docs/guarantees.md).",
            "AWS Lambda Developer Guide, \"How Lambda handles errors and retries with asynchronous invocation\""),
    LONG_HTTP_TIMEOUT(
            "SD012",
            Severity.WARNING,
            "a function behind API Gateway has a timeout above 29 seconds",
            "Callers give up before; after a crash their retries meet a key in progress until the timeout has passed.",
            "Set the timeout to 29 seconds or less.",
            "Amazon API Gateway Developer Guide, quotas"),
    SHORT_VISIBILITY(
            "SD020",
            Severity.ERROR,
            "the queue's visibility timeout is below 6 times the function's timeout plus the batching window",
            "Messages come again while their first delivery still runs, and use up their receives.",
            "Set VisibilityTimeout to at least 6 times the timeout plus the batching window.",
            "AWS Lambda Developer Guide, \"Creating and configuring an Amazon SQS event source mapping\""),
    NO_DEAD_LETTER_QUEUE(
            "SD021",
            Severity.ERROR,
            "the queue has no dead-letter queue",
            "A message that never succeeds is delivered until its retention ends, and is then gone without a trace.",
            "Set a RedrivePolicy with a dead-letter queue.",
            "Amazon SQS Developer Guide, \"Using dead-letter queues in Amazon SQS\""),
    FEW_RECEIVES(
            "SD022",
            Severity.ERROR,
            "maxReceiveCount is below 5",
            "Each delivery during a live lease and each throttle counts as a receive: good messages are given up.",
            "Set maxReceiveCount to at least 5.",
            "AWS Lambda Developer Guide, \"Creating and configuring an Amazon SQS event source mapping\""),
    SHORT_DEAD_LETTER_RETENTION(
            "SD023",
            Severity.WARNING,
            "the dead-letter queue keeps messages no longer than the queue",
            "A standard queue counts from the first send: what was given up late is deleted at once.",
            "Set MessageRetentionPeriod of the dead-letter queue to 14 days.",
            "Amazon SQS Developer Guide, \"Using dead-letter queues in Amazon SQS\""),
    NO_PARTIAL_RESPONSE(
            "SD024",
            Severity.ERROR,
            "the mapping does not report batch item failures",
            "The handler names failed items in its response; Lambda ignores it and takes the whole batch as done:"
                    + " failed items are lost.",
            "Set FunctionResponseTypes: [ReportBatchItemFailures].",
            "AWS Lambda Developer Guide, \"Implementing partial batch responses\""),
    NO_BISECT(
            "SD030",
            Severity.WARNING,
            "the mapping of a stream does not halve a failed batch",
            "One record that crashes the function takes its whole batch through every try.",
            "Set BisectBatchOnFunctionError: true.",
            "AWS Lambda Developer Guide, \"Using Lambda to process records from Amazon Kinesis Data Streams\""),
    ENDLESS_TRIES(
            "SD031",
            Severity.WARNING,
            "the mapping of a stream retries without a limit",
            "One record that never succeeds blocks its shard until it expires.",
            "Set MaximumRetryAttempts, and an on-failure destination.",
            "AWS Lambda Developer Guide, \"Using Lambda to process records from Amazon Kinesis Data Streams\""),
    NO_STREAM_DESTINATION(
            "SD032",
            Severity.ERROR,
            "the mapping of a stream gives records up without a destination",
            "Records that used up their tries are gone without a trace.",
            "Set DestinationConfig.OnFailure.",
            "AWS Lambda Developer Guide, \"Using Lambda to process records from Amazon Kinesis Data Streams\""),
    OWN_STREAM(
            "SD033",
            Severity.ERROR,
            "the function is invoked by the stream of the table of records",
            "Each record that it writes invokes it again.",
            "Keep the records in a table of their own.",
            ""),
    KAFKA_PARTIAL_RESPONSE(
            "SD040",
            Severity.ERROR,
            "the mapping of Kafka reports batch item failures without provisioned pollers",
            "Partial responses need them; without them failed records may be taken as done.",
            "Set ProvisionedPollerConfig, or leave the response type out with the default BatchResponse.WHOLE_BATCH.",
            "AWS Lambda Developer Guide, \"Configuring error handling controls for Kafka event sources\""),
    KAFKA_TEN_TRIES(
            "SD041",
            Severity.WARNING,
            "Kafka gives up after 10 tries, and the function's timeout is above 60 seconds",
            "With endless retries and a destination Lambda makes at most 10 tries. After a crash each of them meets the"
                    + " key in progress until the timeout has passed: the record goes to the destination undone.",
            "Shorten the timeout, or set MaximumRetryAttempts with provisioned pollers.",
            "AWS Lambda Developer Guide, \"Configuring error handling controls for Kafka event sources\""),
    NO_KAFKA_DESTINATION(
            "SD042",
            Severity.WARNING,
            "the mapping of Kafka has no on-failure destination",
            "One record that never succeeds blocks its partition until the topic drops it.",
            "Set DestinationConfig.OnFailure.",
            "AWS Lambda Developer Guide, \"Configuring error handling controls for Kafka event sources\""),
    NO_FAILURE_DESTINATION(
            "SD050",
            Severity.ERROR,
            "a function that is invoked asynchronously has no failure destination",
            "After its last try an event is gone without a trace.",
            "Set an on-failure destination or a dead-letter queue.",
            "AWS Lambda Developer Guide, \"How Lambda handles errors and retries with asynchronous invocation\""),
    NO_RETRIES(
            "SD051",
            Severity.ERROR,
            "a function that is invoked asynchronously is not tried again",
            "A crash after the claim, or a store that is away for a second, gives the event up.",
            "Set MaximumRetryAttempts to 2.",
            "AWS Lambda Developer Guide, \"How Lambda handles errors and retries with asynchronous invocation\""),
    SHORT_EVENT_AGE(
            "SD052",
            Severity.ERROR,
            "asynchronous events expire before a crashed attempt's lease ends",
            "The first retry comes a minute after the failure; an event that is older than its limit is given up.",
            "Set MaximumEventAgeInSeconds to an hour or more; 21600 is the default.",
            "AWS Lambda Developer Guide, \"How Lambda handles errors and retries with asynchronous invocation\""),
    NO_ROUTE_DEAD_LETTERS(
            "SD053",
            Severity.WARNING,
            "a subscription, rule or schedule has no dead-letter queue",
            "Events that cannot be handed to Lambda, for example after a wrong permission, are gone without a trace.",
            "Set its RedrivePolicy or DeadLetterConfig.",
            "Amazon EventBridge User Guide, \"How EventBridge retries delivering events\""),
    NO_DEAD_LETTER_ALARM(
            "SD060",
            Severity.WARNING,
            "no alarm watches a dead-letter queue",
            "Given-up events are lost when its retention ends, and a redrive after the window runs what was done.",
            "Add the alarm of 'semel template alarms': ApproximateNumberOfMessagesVisible above 0.",
            "Amazon SQS Developer Guide, \"Creating alarms for dead-letter queues using Amazon CloudWatch\""),
    MISSING_PERMISSION(
            "SD070",
            Severity.ERROR,
            "the function's role may not do what the store needs",
            "Every claim is refused, and nothing runs.",
            "Grant dynamodb:GetItem, PutItem and UpdateItem on the table ('semel template policy').",
            ""),
    MISSING_BATCH_PERMISSION(
            "SD071",
            Severity.WARNING,
            "the function's role may not send batches",
            "The claims of a batch are sent one by one: slower, and correct.",
            "Grant dynamodb:BatchGetItem, PartiQLInsert and PartiQLUpdate, or build the store withoutPartiQl().",
            ""),
    WIDE_PERMISSION(
            "SD072",
            Severity.WARNING,
            "the function's role may do more to the records than it needs",
            "Who deletes or scans records can make effects run again, or read results.",
            "Grant the actions of 'semel template policy' only.",
            ""),
    SHORT_WINDOW(
            "SD080",
            Severity.ERROR,
            "the dedupe window is shorter than the source may deliver again",
            "A late duplicate finds no result, and executes.",
            "Lengthen the window in the code, or shorten the source's retention or event age.",
            "docs/reference/event-sources.md, column Horizon"),
    CLOCK_SKEW(
            "SD090",
            Severity.ERROR,
            "this machine's clock and the service's differ by more than ε",
            "Leases are compared with the clocks of clients: two executions at once become possible.",
            "Synchronise the clock, or raise clockSkew(...) of every engine.",
            ""),
    SLOW_CLIENT(
            "SD091",
            Severity.ERROR,
            "one call of the store may take longer than the function has",
            "The client's own attempts outlast the deadline: the function is killed while it waits, and the outcome is"
                    + " unknown.",
            "Set apiCallAttemptTimeout and the number of attempts so that their product is below the timeout less 500 ms.",
            "AWS SDK for Java 2.x Developer Guide, \"Configuring timeouts\"");

    private final String number;
    private final Severity severity;
    private final String title;
    private final String reason;
    private final String remedy;
    private final String document;

    FindingKind(String number, Severity severity, String title, String reason, String remedy, String document) {
        this.number = number;
        this.severity = severity;
        this.title = title;
        this.reason = reason;
        this.remedy = remedy;
        this.document = document;
    }

    static Optional<FindingKind> numbered(String number) {
        return Arrays.stream(values())
                .filter(kind -> kind.number.equals(number))
                .findFirst();
    }

    String number() {
        return number;
    }

    Severity severity() {
        return severity;
    }

    String title() {
        return title;
    }

    String reason() {
        return reason;
    }

    String remedy() {
        return remedy;
    }

    /** {@return the title of the document that states the platform's fact; empty if the rule is Semel's own} */
    String document() {
        return document;
    }
}
