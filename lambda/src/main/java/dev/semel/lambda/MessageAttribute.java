// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.PrintableText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that a sender gave to an SQS message or an SNS notification. Immutable.
 *
 * @param type its data type, such as {@code String}, {@code Number} or {@code Binary}; {@code Unreadable} for an
 *     attribute of a form that no sender can give it, such as one without a value
 * @param text its value as a text, numbers too; null for a binary and an unreadable one
 * @param binary its value as bytes; null for one that is a text. Of an unreadable one its JSON, for fingerprints only
 */
public record MessageAttribute(
        String type, @Nullable String text, @Nullable Blob binary) {

    private static final String UNREADABLE = "Unreadable";

    /** Validates every part. */
    public MessageAttribute {
        Requirements.nonEmpty(type, "type");
        if ((text == null) == (binary == null)) {
            throw new IllegalArgumentException("Either text or binary must be given");
        }
    }

    /** Reads an attribute of an SQS record. */
    static MessageAttribute ofSqs(JsonPlace place) {
        return read(place, "dataType", "stringValue", "binaryValue");
    }

    /** Reads an attribute of an SNS notification. */
    static MessageAttribute ofSns(JsonPlace place) {
        return read(place, "Type", "Value", "Value");
    }

    /** One odd attribute must not keep a message from being handled: most operations use none. */
    private static MessageAttribute read(JsonPlace place, String typeName, String textName, String binaryName) {
        try {
            String type = place.at(typeName).text();
            return type.startsWith("Binary")
                    ? new MessageAttribute(type, null, place.at(binaryName).base64())
                    : new MessageAttribute(type, place.at(textName).anyText(), null);
        } catch (InvalidEventException e) {
            return unreadable(place);
        }
    }

    private static MessageAttribute unreadable(JsonPlace place) {
        JsonDocument json = place.metadata(JsonDocument::of);
        return new MessageAttribute(UNREADABLE, null, Blob.utf8(json == null ? "" : json.canonical()));
    }

    /** {@return all names, types and values of {@code attributes} in one injective text, whatever their order} */
    static String contentOf(Map<String, MessageAttribute> attributes) {
        List<@Nullable Object> parts = new ArrayList<>();
        new TreeMap<>(attributes).forEach((name, attribute) -> {
            parts.add(name);
            parts.add(attribute.type);
            parts.add(attribute.text);
            parts.add(attribute.binary == null ? null : spelled(attribute.binary));
        });
        return LengthPrefixed.joinOptional(parts.toArray());
    }

    private static String spelled(Blob bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Shows the type, never the value. */
    @Override
    public String toString() {
        return PrintableText.shown("MessageAttribute[" + type + "]");
    }
}
