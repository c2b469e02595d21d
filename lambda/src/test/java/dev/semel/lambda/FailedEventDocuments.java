// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** Documents that on-failure destinations and dead-letter queues get, in the form of the AWS Lambda Developer Guide. */
final class FailedEventDocuments {

    static final String REQUEST_ID = "e4b46cbf-b738-4bdb-8880-a18cdf61200e";

    /** "Capturing records of Lambda asynchronous invocations". */
    static final String ENVELOPE = """
            {
              "version": "1.0",
              "timestamp": "2019-11-14T18:16:05.568Z",
              "requestContext": {
                "requestId": "e4b46cbf-b738-4bdb-8880-a18cdf61200e",
                "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST",
                "condition": "RetriesExhausted",
                "approximateInvokeCount": 3
              },
              "requestPayload": {"orderId": "1"},
              "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
              "responsePayload": {"errorMessage": "timed out"}
            }
            """;

    /** "Retain records for a Kinesis data stream event source". */
    static final String KINESIS = """
            {
              "requestContext": {
                "requestId": "c9b8fa9f-5a7f-4bdb-af9c-0c604cde93a5",
                "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": 1
              },
              "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
              "version": "1.0",
              "timestamp": "2019-11-14T00:38:06.021Z",
              "KinesisBatchInfo": {
                "shardId": "shardId-000000000001",
                "startSequenceNumber": "49601189658422359378836298521827638475320189012309704722",
                "endSequenceNumber": "49601189658422359378836298522902373528957594348623495186",
                "approximateArrivalOfFirstRecord": "2019-11-14T00:38:04.835Z",
                "approximateArrivalOfLastRecord": "2019-11-14T00:38:05.580Z",
                "batchSize": 500,
                "streamArn": "arn:aws:kinesis:us-east-2:123456789012:stream/mystream"
              }
            }
            """;

    /** "Capturing discarded batches for an Amazon MSK event source"; the offsets are of our own. */
    static final String KAFKA = """
            {
              "requestContext": {
                "requestId": "316aa6d0-8154-4bdb-9af7-85d5f4a6bc81",
                "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:myfunction",
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": 1
              },
              "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
              "version": "1.0",
              "timestamp": "2019-11-14T00:38:06.021Z",
              "KafkaBatchInfo": {
                "batchSize": 3,
                "eventSourceArn": "arn:aws:kafka:us-east-1:123456789012:cluster/vpc-2priv-2pub/751d2973-a626-431c-9d4e-d7975eb44dd7-2",
                "bootstrapServers": "b-2.example:9092,b-1.example:9092",
                "payloadSize": 2039086,
                "recordsInfo": {
                  "orders-0": {
                    "firstRecordOffset": "7",
                    "lastRecordOffset": "8",
                    "firstRecordTimestamp": "2019-11-14T00:38:04.835Z",
                    "lastRecordTimestamp": "2019-11-14T00:38:05.580Z"
                  },
                  "orders-1": {"firstRecordOffset": "3", "lastRecordOffset": "3"}
                }
              }
            }
            """;

    private FailedEventDocuments() {}

    /** {@return the envelope of an invocation with another event} */
    static String envelope(String event) {
        return Json.with(ENVELOPE, "{\"orderId\": \"1\"}", event);
    }

    /** {@return the message of an asynchronous dead-letter queue, as an SQS event} */
    static String deadLetter(String event, String requestId) {
        return Json.with(SqsEvents.withBody(event), "\"messageAttributes\": {", """
                "messageAttributes": {
                    "RequestID": {"stringValue": "%s", "dataType": "String"},
                    "ErrorCode": {"stringValue": "200", "dataType": "Number"},
                    "ErrorMessage": {"stringValue": "timed out", "dataType": "String"},""".formatted(requestId));
    }

    /** {@return the same behind a dead-letter topic, as a queue without raw message delivery gets it} */
    static String deadLetterOfTopic(String event, String requestId) {
        return """
                {
                  "Type": "Notification",
                  "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                  "TopicArn": "arn:aws:sns:us-west-2:123456789012:MyTopic",
                  "Message": %s,
                  "Timestamp": "2012-05-02T00:54:06.655Z",
                  "MessageAttributes": {
                    "RequestID": {"Type": "String", "Value": "%s"},
                    "ErrorCode": {"Type": "String", "Value": "200"},
                    "ErrorMessage": {"Type": "String", "Value": "timed out"}
                  }
                }
                """.formatted(Json.quoted(event), requestId);
    }

    /** {@return the object of a bucket that is the destination: the event as a text} */
    static String withPayload(String document, String event) {
        return Json.with(document, "\"version\": \"1.0\",", "\"version\": \"1.0\", \"payload\": " + event + ",");
    }
}
