// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** Events of Amazon MQ, in the form of the "Using Lambda with Amazon MQ" page of the AWS Lambda Developer Guide. */
final class MqEvents {

    static final String ACTIVE = """
            {
              "eventSource": "aws:mq",
              "eventSourceArn": "arn:aws:mq:us-east-2:111122223333:broker:test:b-9bcfa592-423a-4942-879d-eb284b418fc8",
              "messages": [
                {
                  "messageID": "ID:b-9bcfa592-423a-4942-879d-eb284b418fc8-1.mq.us-east-2.amazonaws.com-37557-1234520418293-4:1:1:1:1",
                  "messageType": "jms/text-message",
                  "deliveryMode": 1,
                  "replyTo": null,
                  "type": null,
                  "expiration": "60000",
                  "priority": 1,
                  "correlationId": "myJMSCoID",
                  "redelivered": false,
                  "destination": {"physicalName": "testQueue"},
                  "data": "QUJDOkFBQUE=",
                  "timestamp": 1598827811958,
                  "brokerInTime": 1598827811958,
                  "brokerOutTime": 1598827811959,
                  "properties": {"index": "1", "doAlarm": "false", "myCustomProperty": "value"}
                }
              ]
            }
            """;

    static final String RABBIT = """
            {
              "eventSource": "aws:rmq",
              "eventSourceArn": "arn:aws:mq:us-east-2:111122223333:broker:orders:b-9bcfa592-423a-4942-879d-eb284b418fc8",
              "rmqMessagesByQueue": {
                "orderQueue::/": [
                  {
                    "basicProperties": {
                      "contentType": "text/plain",
                      "contentEncoding": null,
                      "headers": {"header1": {"bytes": [118, 97, 108, 117, 101, 49]}, "numberInHeader": 10},
                      "deliveryMode": 1,
                      "priority": 34,
                      "correlationId": null,
                      "replyTo": null,
                      "expiration": "60000",
                      "messageId": "order-7",
                      "timestamp": "Jan 1, 1970, 12:33:41 AM",
                      "type": null,
                      "userId": "AIDACKCEVSQ6C2EXAMPLE",
                      "appId": null,
                      "clusterId": null,
                      "bodySize": 80
                    },
                    "redelivered": false,
                    "data": "eyJvcmRlcklkIjoiNyJ9"
                  }
                ]
              }
            }
            """;

    private MqEvents() {}
}
