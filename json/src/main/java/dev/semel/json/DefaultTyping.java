// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;

/**
 * A check of a mapper's default typing. With default typing, stored JSON names the classes to be created. Without a
 * restriction of these classes, anyone who can write to the store can create any class of the program.
 */
final class DefaultTyping {

    /** A class that no restriction has a reason to allow. */
    private static final String PROBE = "java.lang.ProcessBuilder";

    private DefaultTyping() {}

    /** Throws if stored JSON may name any class. */
    static void requireRestricted(ObjectMapper mapper) {
        if (allowsAnyClass(mapper)) {
            throw new IllegalArgumentException(
                    "mapper has default typing that allows any class, so that a stored result"
                            + " could create any object; restrict it with a PolymorphicTypeValidator that allows"
                            + " your packages, or use @JsonTypeInfo with names instead of default typing");
        }
    }

    private static boolean allowsAnyClass(ObjectMapper mapper) {
        JavaType any = mapper.constructType(Object.class);
        DefaultDeserializationContext blueprint = (DefaultDeserializationContext) mapper.getDeserializationContext();
        DeserializationContext context = blueprint.createDummyInstance(mapper.getDeserializationConfig());
        try {
            TypeDeserializer typed = context.getConfig().findTypeDeserializer(any);
            return typed != null && typed.getTypeIdResolver().typeFromId(context, PROBE) != null;
        } catch (JsonMappingException e) {
            return false; // the class, or the base type, is not allowed
        } catch (IOException e) {
            throw new IllegalStateException("A type id is resolved without reading anything", e);
        }
    }
}
