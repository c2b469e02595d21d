// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/**
 * SNS events, in the form of the "Invoking Lambda functions with Amazon SNS notifications" page of the AWS Lambda
 * Developer Guide.
 */
final class SnsEvents {

    private static final String FIELDS = """
                  "Type": "Notification",
                  "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
                  "TopicArn": "arn:aws:sns:us-east-1:123456789012:sns-lambda",
                  "Subject": "TestInvoke",
                  "Message": "Hello from SNS!",
                  "Timestamp": "2019-01-02T12:45:07.000Z",
                  "SignatureVersion": "1",
                  "Signature": "tcc6faL2yUC6dgZdmrwh1Y4cGa/ebXEkAi6RibDsvpi+tE/1+82j...65r==",
                  "MessageAttributes": {
                    "Test": {"Type": "String", "Value": "TestString"},
                    "TestBinary": {"Type": "Binary", "Value": "c2VtZWw="}
                  },
            """;

    static final String EVENT = """
            {
              "Records": [
                {
                  "EventVersion": "1.0",
                  "EventSubscriptionArn": "arn:aws:sns:us-east-1:123456789012:sns-lambda:21be56ed-a058-49f5-8c98-aedd2564c486",
                  "EventSource": "aws:sns",
                  "Sns": {
            """ + FIELDS + """
                    "SigningCertUrl": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-ac565b8b.pem",
                    "UnsubscribeUrl": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe"
                  }
                }
              ]
            }
            """;

    /** As the "Amazon SNS message formats" page of its Developer Guide shows what a queue gets without raw delivery. */
    static final String IN_QUEUE = "{\n" + FIELDS + """
              "SigningCertURL": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-ac565b8b.pem",
              "UnsubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe"
            }
            """;

    private SnsEvents() {}

    static String withMessage(String event, String message) {
        return Json.with(event, "\"Hello from SNS!\"", Json.quoted(message));
    }
}
