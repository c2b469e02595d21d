// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/** EventBridge events, in the form of AWS documents. */
final class BusEvents {

    /** As the "Events in Amazon EventBridge" page of the Amazon EventBridge User Guide, with a detail of our own. */
    static final String ORDER = """
            {
              "version": "0",
              "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
              "detail-type": "Order Placed",
              "source": "com.example.orders",
              "account": "111122223333",
              "time": "2017-12-22T18:43:48Z",
              "region": "us-west-1",
              "resources": ["arn:aws:example:us-west-1:123456789012:shop/7"],
              "detail": {"orderId": "o-42", "total": 1.50, "lines": [{"sku": 7}]}
            }
            """;

    /** The same event, sent again by a replay from an archive. */
    static final String REPLAYED = replayed("replay-1");

    /** As the "Using AWS Lambda with Amazon EventBridge Scheduler" page of the AWS Lambda Developer Guide. */
    static final String SCHEDULED = """
            {
              "version": "0",
              "account": "123456789012",
              "region": "us-east-2",
              "detail": {},
              "detail-type": "Scheduled Event",
              "source": "aws.events",
              "time": "2019-03-01T01:23:45Z",
              "id": "cdc73f9d-aea9-11e3-9d5a-835b769c0d9c",
              "resources": ["arn:aws:events:us-east-2:123456789012:rule/my-schedule"]
            }
            """;

    /** As the "EventBridge event message structure" page of the Amazon S3 User Guide. */
    static final String OBJECT_CREATED = """
            {
              "version": "0",
              "id": "17793124-05d4-b198-2fde-7ededc63b103",
              "detail-type": "Object Created",
              "source": "aws.s3",
              "account": "111122223333",
              "time": "2021-11-12T00:00:00Z",
              "region": "ca-central-1",
              "resources": ["arn:aws:s3:::amzn-s3-demo-bucket1"],
              "detail": {
                "version": "0",
                "bucket": {"name": "amzn-s3-demo-bucket1"},
                "object": {
                  "key": "example-key",
                  "size": 5,
                  "etag": "b1946ac92492d2347c6235b4d2611184",
                  "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
                  "sequencer": "617f08299329d189"
                },
                "request-id": "N4N7GDK58NMKJ12R",
                "requester": "123456789012",
                "source-ip-address": "1.2.3.4",
                "reason": "PutObject"
              }
            }
            """;

    private BusEvents() {}

    static String replayed(String name) {
        return Json.with(ORDER, "\"version\": \"0\",", "\"version\": \"0\", \"replay-name\": \"" + name + "\",");
    }
}
