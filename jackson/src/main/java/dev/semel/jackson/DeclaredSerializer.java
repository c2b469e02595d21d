// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import dev.semel.json.JsonException;
import dev.semel.json.type.PlainType;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of a type with type arguments. In a result it refuses a part that is not of the type that was declared,
 * which an unchecked cast allows: an {@code Integer} in a {@code List<Double>} would come back as a {@code Double}.
 * Immutable and thread-safe.
 */
final class DeclaredSerializer extends SerializerAround {

    private final JavaType declared;
    private final List<BeanPropertyWriter> members;

    private DeclaredSerializer(JsonSerializer<?> found, JavaType declared, List<BeanPropertyWriter> members) {
        super(found);
        this.declared = declared;
        this.members = members;
    }

    /** {@return the serializer of a collection, map or Optional, with the check} */
    static JsonSerializer<?> ofContainer(JavaType declared, JsonSerializer<?> found) {
        return new DeclaredSerializer(found, declared, List.of());
    }

    /** {@return the serializer of a class, with the check if members have the types of its arguments} */
    static JsonSerializer<?> ofClass(JavaType declared, JsonSerializer<?> found) {
        if (declared.getBindings().isEmpty()) {
            return found;
        }
        WrittenMembers all = WrittenMembers.of(SerializerAround.inside(found));
        List<BeanPropertyWriter> generic = all == null
                ? List.of()
                : all.members().stream().filter(DeclaredSerializer::isGeneric).toList();
        return generic.isEmpty() ? found : new DeclaredSerializer(found, declared, generic);
    }

    private static boolean isGeneric(BeanPropertyWriter member) {
        Member accessor = member.getMember().getMember();
        Class<?> erased = accessor instanceof Method getter
                ? getter.getReturnType()
                : accessor instanceof Field field ? field.getType() : Object.class;
        return erased != member.getType().getRawClass();
    }

    private void require(Object value) {
        switch (value) {
            case Collection<?> elements -> elements.forEach(each -> require(each, declared.getContentType()));
            case Map<?, ?> map ->
                map.forEach((key, each) -> {
                    require(key, declared.getKeyType());
                    require(each, declared.getContentType());
                });
            case Optional<?> optional -> require(optional.orElse(null), declared.getContentType());
            default -> members.forEach(each -> require(part(each, value), each.getType()));
        }
    }

    private static @Nullable Object part(BeanPropertyWriter member, Object owner) {
        try {
            return member.get(owner);
        } catch (Exception e) { // as it is declared; the serializer will meet it again
            return null;
        }
    }

    private static void require(@Nullable Object part, @Nullable JavaType type) {
        if (part != null
                && type != null
                && !type.isPrimitive()
                && !type.getRawClass().isInstance(part)) {
            throw JsonException.refused(PlainType.of(type.getRawClass()).otherThan(part));
        }
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (provider.getAttribute(SubclassSerializer.DECLARED) != null) {
            require(value);
        }
        found.serialize(value, out, provider);
    }

    @Override
    public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer typing)
            throws IOException {
        if (provider.getAttribute(SubclassSerializer.DECLARED) != null) {
            require(value);
        }
        found.serializeWithType(value, out, provider, typing);
    }

    @Override
    SerializerAround around(JsonSerializer<?> other) {
        return new DeclaredSerializer(other, declared, members);
    }
}
