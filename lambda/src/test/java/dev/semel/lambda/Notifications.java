// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** S3 event notifications, in the form of the "Event message structure" page of the Amazon S3 User Guide. */
final class Notifications {

    static final String PUT = """
            {
              "Records": [
                {
                  "eventVersion": "2.1",
                  "eventSource": "aws:s3",
                  "awsRegion": "us-west-2",
                  "eventTime": "1970-01-01T00:00:00.000Z",
                  "eventName": "ObjectCreated:Put",
                  "userIdentity": {"principalId": "AIDAJDPLRKLG7UEXAMPLE"},
                  "requestParameters": {"sourceIPAddress": "127.0.0.1"},
                  "responseElements": {
                    "x-amz-request-id": "C3D13FE58DE4C810",
                    "x-amz-id-2": "FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"
                  },
                  "s3": {
                    "s3SchemaVersion": "1.0",
                    "configurationId": "testConfigRule",
                    "bucket": {
                      "name": "amzn-s3-demo-bucket",
                      "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
                      "arn": "arn:aws:s3:::amzn-s3-demo-bucket"
                    },
                    "object": {
                      "key": "HappyFace.jpg",
                      "size": 1024,
                      "eTag": "d41d8cd98f00b204e9800998ecf8427e",
                      "versionId": "096fKKXTRTtl3on89fVO.nfljtsv6qko",
                      "sequencer": "0055AED6DCD90281E4"
                    }
                  }
                }
              ]
            }
            """;

    static final String TEST_EVENT = """
            {
              "Service": "Amazon S3",
              "Event": "s3:TestEvent",
              "Time": "2014-10-13T15:57:02.089Z",
              "Bucket": "amzn-s3-demo-bucket",
              "RequestId": "5582815E1AEA5ADF",
              "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"
            }
            """;

    private Notifications() {}

    /** {@return the documented notification with one piece of its text replaced} */
    static String put(String piece, String replacement) {
        if (!PUT.contains(piece)) {
            throw new IllegalArgumentException("no such piece: " + piece);
        }
        return PUT.replace(piece, replacement);
    }

    /** {@return the documented notification for another key, spelled as given} */
    static String putKey(String encodedKey) {
        return put("\"HappyFace.jpg\"", "\"" + encodedKey + "\"");
    }

    /** {@return one notification with the records of several} */
    static String joined(String first, String second) {
        String end = "\n  ]\n}\n";
        return first.substring(0, first.length() - end.length()) + "," + second.substring(second.indexOf('[') + 1);
    }

    static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }
}
