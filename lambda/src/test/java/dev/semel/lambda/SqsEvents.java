// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** SQS events, in the form of the "Using Lambda with Amazon SQS" page of the AWS Lambda Developer Guide. */
final class SqsEvents {

    /** One message, with attributes of the sender's. */
    static final String STANDARD = """
            {
              "Records": [
                {
                  "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
                  "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
                  "body": "Test message.",
                  "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1545082649183",
                    "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp": "1545082649185"
                  },
                  "messageAttributes": {
                    "myAttribute": {
                      "stringValue": "myValue",
                      "stringListValues": [],
                      "binaryListValues": [],
                      "dataType": "String"
                    },
                    "myBinary": {
                      "binaryValue": "c2VtZWw=",
                      "stringListValues": [],
                      "binaryListValues": [],
                      "dataType": "Binary"
                    }
                  },
                  "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                  "eventSource": "aws:sqs",
                  "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue",
                  "awsRegion": "us-east-2"
                }
              ]
            }
            """;

    static final String FIFO = """
            {
              "Records": [
                {
                  "messageId": "11d6ee51-4cc7-4302-9e22-7cd8afdaadf5",
                  "receiptHandle": "AQEBBX8nesZEXmkhsmZeyIE8iQAMig7qw...",
                  "body": "Test message.",
                  "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1573251510774",
                    "SequenceNumber": "18849496460467696128",
                    "MessageGroupId": "1",
                    "SenderId": "AIDAIO23YVJENQZJOL4VO",
                    "MessageDeduplicationId": "1",
                    "ApproximateFirstReceiveTimestamp": "1573251510774"
                  },
                  "messageAttributes": {},
                  "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
                  "eventSource": "aws:sqs",
                  "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:fifo.fifo",
                  "awsRegion": "us-east-2"
                }
              ]
            }
            """;

    private SqsEvents() {}

    /** {@return the documented event with another body} */
    static String withBody(String body) {
        return STANDARD.replace("\"Test message.\"", Json.quoted(body));
    }
}
