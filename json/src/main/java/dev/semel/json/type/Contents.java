// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import dev.semel.codec.ContentIdentity;
import dev.semel.json.JsonException;
import dev.semel.model.Blob;
import java.util.Base64;

/** Stand-ins for values that define their content, wherever they are in a payload. */
public final class Contents {

    /** The most identities inside each other: each takes several frames of the stack. */
    public static final int MOST_NESTED = 100;

    private Contents() {}

    public static boolean isDefinedBy(Class<?> type) {
        return ContentIdentity.class.isAssignableFrom(type) || type == Blob.class;
    }

    /**
     * {@return what stands for a value in a fingerprint}
     *
     * @param value a content identity or a blob
     */
    public static Object of(Object value) {
        if (value instanceof Blob bytes) {
            return "base64:" + Base64.getEncoder().encodeToString(bytes.toByteArray()); // as the engine does outside
        }
        Object content = ((ContentIdentity) value).contentIdentity();
        if (content == null) {
            throw JsonException.refused(
                    "The content identity of " + value.getClass().getName() + " is null");
        }
        return content;
    }

    public static JsonException tooDeep(Object value) {
        return JsonException.refused("Content identities are nested deeper than " + MOST_NESTED + " levels, or that of "
                + value.getClass().getName() + " contains itself");
    }
}
