// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.semel.json.JsonException;
import java.io.IOException;
import java.util.Set;

/**
 * A serializer of a class with a superclass. It refuses a value in a result if the superclass is declared to come back
 * equal: the JSON does not name the class, so the value would come back as the superclass. Immutable and thread-safe.
 */
final class SubclassSerializer extends SerializerAround {

    /**
     * The writer's attribute of a result that has to come back equal; its value is the set of the classes of {@link
     * JacksonCodec#comesBackEqual}.
     */
    static final Object DECLARED = new Object();

    SubclassSerializer(JsonSerializer<?> found) {
        super(found);
    }

    /** {@return whether two values must not be written alike: in a result that comes back, or in a fingerprint} */
    static boolean isExact(SerializerProvider provider) {
        return provider.getAttribute(DECLARED) != null || provider.getAttribute(ContentSerializers.CONTENT) != null;
    }

    /** {@return whether a class has a superclass of the program} */
    static boolean isSubclass(Class<?> type) {
        Class<?> superclass = type.getSuperclass();
        return superclass != null && !superclass.getName().startsWith("java.") && !superclass.isEnum();
    }

    /**
     * Refuses a value that would come back as its superclass.
     *
     * @param declared the classes that are declared to come back equal
     */
    static void require(Object value, Set<?> declared) {
        Class<?> type = value.getClass();
        if (declared.isEmpty() || declared.contains(type)) {
            return;
        }
        for (Class<?> above = type.getSuperclass(); above != null; above = above.getSuperclass()) {
            if (declared.contains(above)) {
                throw JsonException.refused("A " + type.getName() + " is declared as " + above.getName()
                        + ", and would come back as one; declare its own type, annotate " + above.getName()
                        + " with @JsonTypeInfo, or build the operation with answersAsStored()");
            }
        }
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (provider.getAttribute(DECLARED) instanceof Set<?> declared) {
            require(value, declared);
        }
        found.serialize(value, out, provider);
    }

    /** Writes the name of the class too, so that the value comes back as it is. */
    @Override
    public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        found.serializeWithType(value, out, provider, type);
    }

    @Override
    SubclassSerializer around(JsonSerializer<?> other) {
        return new SubclassSerializer(other);
    }
}
