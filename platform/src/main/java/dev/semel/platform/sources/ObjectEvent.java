// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * An event of an object, in the document of an S3 notification.
 *
 * @param name the event, such as {@code ObjectCreated:Put}
 * @param bucket the bucket
 * @param key the key, decoded
 * @param size the object's size; empty after a deletion
 * @param eTag the object's entity tag without quotation marks; empty after a deletion
 * @param sequencer a hexadecimal number that grows with each event of a key
 * @param time the time of the event
 * @param requestId the id of the request that wrote the object
 */
record ObjectEvent(
        String name,
        String bucket,
        String key,
        OptionalLong size,
        String eTag,
        String sequencer,
        Instant time,
        String requestId) {

    /** {@return the document that a rule's target gets} */
    String toDocument(String configurationId) {
        ObjectNode document = JsonTree.object();
        ObjectNode record = document.putArray("Records").addObject();
        record.put("eventVersion", "2.1").put("eventSource", "aws:s3").put("awsRegion", Arn.REGION);
        record.put("eventTime", timeText()).put("eventName", name);
        record.putObject("userIdentity").put("principalId", "AWS:" + Arn.ACCOUNT);
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements").put("x-amz-request-id", requestId).put("x-amz-id-2", requestId);
        ObjectNode s3 = record.putObject("s3");
        s3.put("s3SchemaVersion", "1.0").put("configurationId", configurationId);
        ObjectNode inBucket = s3.putObject("bucket").put("name", bucket);
        inBucket.putObject("ownerIdentity").put("principalId", Arn.ACCOUNT);
        inBucket.put("arn", "arn:aws:s3:::" + bucket);
        ObjectNode object = s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
        size.ifPresent(bytes -> object.put("size", bytes).put("eTag", eTag));
        object.put("sequencer", sequencer);
        return document.toString();
    }

    /** {@return the detail of the event on an event bus} */
    ObjectNode toDetail() {
        ObjectNode detail = JsonTree.object().put("version", "0");
        detail.putObject("bucket").put("name", bucket);
        ObjectNode object = detail.putObject("object").put("key", key);
        size.ifPresent(bytes -> object.put("size", bytes).put("etag", eTag));
        object.put("sequencer", sequencer);
        detail.put("request-id", requestId).put("requester", Arn.ACCOUNT).put("source-ip-address", "127.0.0.1");
        detail.put("reason", name.substring(name.indexOf(':') + 1) + "Object");
        return detail;
    }

    private String timeText() {
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }
}
