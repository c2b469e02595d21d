// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event written by hand, as for a first test, is refused in one sentence with the remedy. */
class HandMadeEventsTest {

    private static final String BY_HAND = "Pass on the document as its sender sent it; if you write it by hand, copy a "
            + "whole one from the documentation of its source";

    private final HandlerBench bench = new HandlerBench();

    private String told(Trigger trigger, String event) {
        RequestStreamHandler handler = trigger.handler(bench, bench.policy(), false);
        String message = String.valueOf(
                bench.send(handler, event.replace('\'', '"')).exception().getMessage());
        assertThat(bench.executed).isEmpty();
        assertThat(bench.recording.methods()).isEmpty();
        return message;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'bucket': 'b', 'key': 'k'}| Records is missing. Only S3's own notification can be read here, {\"Records\": [...]}: "
                        + "one in the envelope of SQS, SNS or EventBridge is opened by the message's, notification's or event's own "
                        + "method",
                "{'Records': {'s3': {}}}| Records is not an array. Only S3's own notification can be read here, "
                        + "{\"Records\": [...]}: one in the envelope of SQS, SNS or EventBridge is opened by the message's, "
                        + "notification's or event's own method",
                "{'Records': [{'s3': {'bucket': {'name': 'b'}, 'object': {'key': 'k'}}}]}| Records[0].eventSource is missing or "
                        + "empty. " + BY_HAND,
                "{'Records': [{'eventSource': 'aws:sqs', 'body': '{}'}]}| Records[0].eventSource is not aws:s3. Give each event "
                        + "source a function, or a handler, of its own",
                "{'Records': [{'eventSource': 'aws:s3', 'eventName': 'ObjectCreated:Put', 's3': {'bucket': {'name': 'b'}, "
                        + "'object': {'key': 'k'}}}]}| Records[0].s3.object.sequencer is missing, and without it duplicates of "
                        + "ObjectCreated:Put cannot be told apart. S3 sends one with each such event: give a hand-made event a "
                        + "sequencer too, such as \"0A1B2C\", another one for each event",
                "{'Records': [{'eventSource': 'aws:s3', 'eventName': 'ReducedRedundancyLostObject', 's3': {'bucket': {'name': "
                        + "'b'}, 'object': {'key': 'k'}}}]}| Records[0].s3.object.sequencer is missing, and without it duplicates "
                        + "of ReducedRedundancyLostObject cannot be told apart. S3 sends sequencers with s3:ObjectCreated:* and "
                        + "s3:ObjectRemoved:* only: take other event types off this function's notification configuration",
                "{'Records': [{'eventSource': 'aws:s3', 'eventName': 'ObjectCreated:Put', 's3': {'bucket': 'b', 'object': {'key': "
                        + "'k', 'sequencer': '0A'}}}]}| Records[0].s3.bucket.name is missing or empty. " + BY_HAND,
                "{'Records': [{'eventSource': 'aws:s3', 'eventName': 'ObjectCreated:Put', 's3': {'bucket': {'name': 'b'}, "
                        + "'object': {'key': '100%', 'sequencer': '0A'}}}]}| Records[0].s3.object.key is not URL-encoded UTF-8. Pass "
                        + "on the document as its sender sent it, with the key still encoded",
                "'k'| Records is missing. Only S3's own notification can be read here, {\"Records\": [...]}: one in the envelope "
                        + "of SQS, SNS or EventBridge is opened by the message's, notification's or event's own method",
                "no JSON| S3 event notification is not one JSON document: at line 1, column 1. Pass on the bytes of the "
                        + "invocation as they came",
            })
    void anS3Notification(String event, String message) {
        assertThat(told(Trigger.S3, event))
                .isEqualTo(message.startsWith("S3 event") ? message : "S3 event notification: " + message);
    }

    /** Fields that no identity needs may be left out, or be of another type. */
    @Test
    void aSmallS3NotificationRuns() {
        RequestStreamHandler handler = Trigger.S3.handler(bench, bench.policy(), false);
        String event = """
                {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "b"},
                 "object": {"key": "1", "sequencer": "0A", "size": "12", "eTag": 7}}}]}""";
        assertThat(bench.send(handler, event).told()).isEqualTo("returns");
        assertThat(bench.executed).containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SQS| {'Records': [{'body': '{}'}]}| SQS event: Records[0].messageId is missing or empty. " + BY_HAND,
                "SQS| {'body': '{}'}| SQS event: Records is missing. An SQS event source mapping must invoke this function",
                "SNS| {'Message': '{}'}| SNS event: Records is missing. An SNS topic must invoke this function: a notification "
                        + "in an SQS message is opened by the message's own method",
                "EVENT_BRIDGE| {'detail': {}}| EventBridge event: id is missing or empty. " + BY_HAND,
                "KINESIS| {'Records': [{'data': 'e30='}]}| Kinesis event: Records[0].kinesis.sequenceNumber is missing or "
                        + "empty. " + BY_HAND,
                "DYNAMODB_STREAMS| {'Records': [{'Keys': {}}]}| DynamoDB stream event: Records[0].dynamodb.SequenceNumber is "
                        + "missing or empty. " + BY_HAND,
                "KAFKA| {'records': {}}| Kafka event: eventSource is missing or empty. " + BY_HAND,
                "ACTIVE_MQ| {'messages': []}| ActiveMQ event: eventSource is missing or empty. " + BY_HAND,
                "RABBIT_MQ| {'rmqMessagesByQueue': {}}| RabbitMQ event: eventSource is missing or empty. " + BY_HAND,
                "DOCUMENT_DB| {'events': []}| DocumentDB event: eventSource is missing or empty. " + BY_HAND,
                "PIPE_SQS| [{'body': '{}'}]| EventBridge pipe event: [0].messageId is missing or empty. " + BY_HAND,
                "STEP_FUNCTIONS| {'orderId': '1'}| Step Functions task: context is missing. Have the state pass the context "
                        + "object on: see StepFunctionsTask",
            })
    void anEventOfAnotherSource(Trigger trigger, String event, String message) {
        assertThat(told(trigger, event)).isEqualTo(message);
    }
}
