// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.lambda.S3Object;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One upload to S3: an intent that is to be charged exactly once however often its event is delivered.
 *
 * @param bucket the bucket, a different one for each scenario and handler
 * @param key the object key, decoded
 * @param content the uploaded content
 * @param sequencer greater than that of every earlier upload
 * @param time the time of the upload
 */
record Upload(String bucket, String key, DemoFile.Content content, String sequencer, Instant time) {

    /** {@return the intent of this upload} */
    Intent intent() {
        return new Intent(key, content.md5());
    }

    /** {@return the handlers' view of this upload} */
    S3Object object() {
        return new S3Object("ObjectCreated:Put", time, bucket, key, null, sequencer, content.md5(), content.size());
    }

    /** {@return the notification of S3, after the "Event message structure" page of the Amazon S3 User Guide} */
    byte[] notification() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode event = document.putArray("Records").addObject();
        event.put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", "us-east-1")
                .put("eventTime", time.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("eventName", "ObjectCreated:Put");
        event.putObject("userIdentity").put("principalId", "AWS:DEMO");
        event.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        event.putObject("responseElements")
                .put("x-amz-request-id", "DEMO" + sequencer)
                .put("x-amz-id-2", "demo");
        ObjectNode s3 = event.putObject("s3");
        s3.put("s3SchemaVersion", "1.0").put("configurationId", "demo");
        ObjectNode in = s3.putObject("bucket");
        in.put("name", bucket).put("arn", "arn:aws:s3:::" + bucket);
        in.putObject("ownerIdentity").put("principalId", "DEMO");
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
                .put("size", content.size())
                .put("eTag", content.md5())
                .put("sequencer", sequencer);
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }
}
