// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.semel.json.JsonException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of a class whose JSON does not show all of its state. It refuses a value in a fingerprint, unless the
 * codec was told that the JSON is all that counts. Results are written as the mapper does. Immutable and thread-safe.
 */
final class InputSerializer extends SerializerAround {

    private final Class<?> type;
    private final String problem;

    InputSerializer(JsonSerializer<?> found, Class<?> type, String problem) {
        super(found);
        this.type = type;
        this.problem = problem;
    }

    /** {@return why the JSON of a class does not show its state; null if it does} */
    static @Nullable String problemOf(JsonSerializer<?> serializer) {
        JsonSerializer<?> each = serializer;
        while (each instanceof SerializerAround around) {
            if (around instanceof InputSerializer refusing) {
                return refusing.problem;
            }
            each = around.found;
        }
        return null;
    }

    private void require(SerializerProvider provider) {
        if (provider.getAttribute(ContentSerializers.CONTENT) instanceof JacksonCanonicalJson canonical
                && !canonical.isTrusted(type)) {
            throw JsonException.refused("No fingerprint: " + problem);
        }
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        require(provider);
        found.serialize(value, out, provider);
    }

    @Override
    public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer typing)
            throws IOException {
        require(provider);
        found.serializeWithType(value, out, provider, typing);
    }

    @Override
    SerializerAround around(JsonSerializer<?> other) {
        return new InputSerializer(other, type, problem);
    }
}
