// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import dev.semel.json.type.Contents;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of a type that defines its content: the identity when content is written for a fingerprint, otherwise
 * everything, as the mapper writes it. Immutable and thread-safe.
 */
final class ContentSerializer extends SerializerAround {

    /** The per-call attribute that counts identities inside identities. */
    private static final Object DEPTH = new Object();

    private final @Nullable NameTransformer unwrapping;

    ContentSerializer(JsonSerializer<?> found) {
        this(found, null);
    }

    private ContentSerializer(JsonSerializer<?> found, @Nullable NameTransformer unwrapping) {
        super(found);
        this.unwrapping = unwrapping;
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (writesContent(provider)) {
            content(value, out, provider);
        } else {
            found.serialize(value, out, provider);
        }
    }

    @Override
    public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        if (writesContent(provider)) {
            content(value, out, provider);
        } else {
            found.serializeWithType(value, out, provider, type);
        }
    }

    private static boolean writesContent(SerializerProvider provider) {
        return provider.getAttribute(ContentSerializers.CONTENT) != null;
    }

    private void content(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        int depth = provider.getAttribute(DEPTH) instanceof Integer outer ? outer + 1 : 1;
        if (depth > Contents.MOST_NESTED) {
            throw Contents.tooDeep(value);
        }
        provider.setAttribute(DEPTH, depth);
        if (unwrapping != null) { // the members around it cannot take an identity that is no object
            out.writeFieldName(unwrapping.transform("contentIdentity"));
        }
        provider.defaultSerializeValue(Contents.of(value), out);
        provider.setAttribute(DEPTH, depth - 1);
    }

    @Override
    public JsonSerializer<Object> unwrappingSerializer(NameTransformer names) {
        JsonSerializer<Object> unwrapped = found.unwrappingSerializer(names);
        return new ContentSerializer(unwrapped, unwrapped.isUnwrappingSerializer() ? names : unwrapping);
    }

    @Override
    ContentSerializer around(JsonSerializer<?> other) {
        return new ContentSerializer(other, unwrapping);
    }
}
