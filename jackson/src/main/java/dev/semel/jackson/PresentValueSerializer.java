// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import dev.semel.json.JsonException;
import java.io.IOException;

/**
 * A serializer of a class with {@code @JsonValue}. It refuses a value whose only field is null in a result: its JSON is
 * null, so it would come back as null itself. Immutable and thread-safe.
 */
final class PresentValueSerializer extends SerializerAround {

    private final AnnotatedMember value;

    PresentValueSerializer(JsonSerializer<?> found, AnnotatedMember value) {
        super(found);
        this.value = value;
    }

    @Override
    public void serialize(Object object, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (SubclassSerializer.isExact(provider) && value.getValue(object) == null) {
            throw JsonException.refused(
                    "The @JsonValue of a " + object.getClass().getName() + " is null, which is"
                            + " written like null instead of one; refuse null in its constructor");
        }
        found.serialize(object, out, provider);
    }

    @Override
    SerializerAround around(JsonSerializer<?> other) {
        return new PresentValueSerializer(other, value);
    }
}
