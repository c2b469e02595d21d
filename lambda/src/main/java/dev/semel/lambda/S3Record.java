// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.regex.Pattern;

/** One entry of a notification's {@code Records}, before validation. */
final class S3Record {

    private static final Pattern DIGITS = Pattern.compile("\\d+\\..*");

    private final JsonPlace place;

    S3Record(JsonPlace place) {
        this.place = place;
    }

    S3Object object() {
        requireS3();
        String eventName = place.at("eventName").text();
        JsonPlace object = place.at("s3", "object");
        JsonPlace sequencer = object.at("sequencer");
        if (sequencer.isAbsent()) {
            throw MissingSequencerException.of(sequencer.path(), eventName);
        }
        return new S3Object(
                eventName,
                place.at("eventTime").metadata(JsonPlace::moment),
                place.at("s3", "bucket", "name").text(),
                key(object.at("key")),
                object.at("versionId").optionalText(),
                sequencer.text(),
                object.at("eTag").metadata(JsonPlace::text),
                object.at("size").metadata(size -> size.number("a number of bytes")));
    }

    private void requireS3() {
        place.at("eventSource").require("aws:s3");
        JsonPlace version = place.at("eventVersion");
        String number = version.metadata(JsonPlace::text);
        if (number != null && DIGITS.matcher(number).matches() && !number.startsWith("2.")) {
            throw version.invalid(
                    "is not of version 2, the only one known here",
                    "Update Semel: another major version has other fields");
        }
    }

    private static String key(JsonPlace place) {
        String decoded = UrlEncoding.decode(place.text());
        if (decoded == null) {
            throw place.invalid("is not URL-encoded UTF-8", JsonPlace.AS_IT_CAME + ", with the key still encoded");
        }
        return decoded;
    }
}
