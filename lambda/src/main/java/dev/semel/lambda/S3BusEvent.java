// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the events that S3 sends to EventBridge, in the names that its own notifications use. */
final class S3BusEvent {

    private static final String EVENT = "S3 event in EventBridge";

    private S3BusEvent() {}

    /**
     * Amazon S3 User Guide, "EventBridge event message structure". Keys are not encoded there. The guide's examples
     * spell sequencers in lower case, and the ones of notifications in upper case: one spelling is kept here.
     */
    static S3Object object(EventBridgeEvent event) {
        JsonPlace detail = event.detail().place(EVENT, "detail");
        if (!event.source().equals("aws.s3")) {
            throw InvalidEventException.at(
                    EVENT, "source", "is not aws.s3", "Read S3 events of rules for the source aws.s3 only");
        }
        JsonPlace object = detail.at("object");
        JsonPlace sequencer = object.at("sequencer");
        if (sequencer.isAbsent()) {
            throw MissingSequencerException.of(sequencer.path(), event.detailType());
        }
        return new S3Object(
                eventName(event.detailType(), detail),
                event.time(),
                detail.at("bucket", "name").text(),
                object.at("key").filled(),
                object.at("version-id").optionalText(),
                sequencer.text().toUpperCase(Locale.ROOT),
                object.at("etag").metadata(JsonPlace::text),
                object.at("size").metadata(size -> size.number("a number of bytes")));
    }

    /** {@return the event's name in notifications; the detail type if it has none there} */
    private static String eventName(String detailType, JsonPlace detail) {
        return switch (detailType) {
            case "Object Created" -> created(detail.at("reason").optionalText());
            case "Object Deleted" ->
                deleted(
                        detail.at("reason").optionalText(),
                        detail.at("deletion-type").optionalText());
            default -> detailType;
        };
    }

    private static String created(@Nullable String reason) {
        return switch (reason) {
            case "PutObject" -> "ObjectCreated:Put";
            case "POST Object" -> "ObjectCreated:Post";
            case "CopyObject" -> "ObjectCreated:Copy";
            case "CompleteMultipartUpload" -> "ObjectCreated:CompleteMultipartUpload";
            case null, default -> "ObjectCreated";
        };
    }

    private static String deleted(@Nullable String reason, @Nullable String type) {
        String by = "Lifecycle Expiration".equals(reason) ? "LifecycleExpiration" : "ObjectRemoved";
        return switch (type) {
            case "Permanently Deleted" -> by + ":Delete";
            case "Delete Marker Created" -> by + ":DeleteMarkerCreated";
            case null, default -> by;
        };
    }
}
