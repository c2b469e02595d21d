// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.semel.json.type.ClassForms.Form;
import dev.semel.json.type.ClassForms.Part;
import dev.semel.json.type.ClassForms.Parts;
import dev.semel.json.type.ClassForms.Refused;
import dev.semel.json.type.ComparedTypes;
import dev.semel.json.type.Contents;
import dev.semel.json.type.JacksonMarks;
import dev.semel.json.type.PlainType;
import dev.semel.json.type.PlainTypes;
import dev.semel.json.type.SealedTypes;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms in which a mapper writes declared types into fingerprints. Immutable and thread-safe. */
final class MapperInputs implements ComparedTypes.Forms {

    private static final Set<JsonTypeInfo.Id> NAMES = Set.of(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS);

    private final ObjectMapper mapper;
    private final Set<Class<?>> trusted;

    MapperInputs(ObjectMapper mapper, Set<Class<?>> trusted) {
        this.mapper = mapper;
        this.trusted = Set.copyOf(trusted);
    }

    @Override
    public String declaring(Class<?> type) {
        return "call comparedAsWritten(" + type.getSimpleName()
                + ".class) of the codec, if its JSON is all that counts";
    }

    @Override
    public boolean isTrusted(Class<?> type) {
        return trusted.contains(type);
    }

    @Override
    public Form form(PlainType type) {
        Class<?> raw = type.raw();
        JavaType known = MapperForms.javaType(mapper, type);
        try {
            if (isAbstract(raw)) {
                return ofAbstract(known);
            }
            SerializerProvider provider = mapper.getSerializerProviderInstance();
            JsonSerializer<?> writer = provider.findValueSerializer(known, null);
            String problem = InputSerializer.problemOf(writer);
            if (problem == null
                    && Map.class.isAssignableFrom(raw)
                    && !type.arguments().isEmpty()) {
                problem = problemOfName(type.argument(0), provider);
            }
            if (problem != null) {
                return new Refused(problem);
            }
            WrittenMembers members = WrittenMembers.of(SerializerAround.inside(writer));
            return new Parts(members == null ? inside(type) : members.parts());
        } catch (JsonMappingException | RuntimeException e) { // of names that contradict each other, too
            return new Refused("Jackson finds no way to write " + raw.getTypeName() + " ("
                    + e.getClass().getSimpleName() + "); declare another type");
        }
    }

    private @Nullable String problemOfName(PlainType key, SerializerProvider provider) throws JsonMappingException {
        return isTrusted(key.raw())
                ? null
                : InputSerializers.problemOfName(provider.findKeySerializer(MapperForms.javaType(mapper, key), null));
    }

    private static boolean isAbstract(Class<?> raw) {
        return Modifier.isAbstract(raw.getModifiers())
                && !raw.isPrimitive()
                && !raw.isArray()
                && !raw.isEnum()
                && !JacksonMarks.isOfJdk(raw)
                && !PlainTypes.isContainer(raw);
    }

    /** {@return the type arguments of a container, without that of the names of its members; none for scalars} */
    private static List<Part> inside(PlainType type) {
        int first = Map.class.isAssignableFrom(type.raw()) ? 1 : 0;
        return type.arguments().stream()
                .skip(first)
                .map(each -> new Part("an element", each))
                .toList();
    }

    private Form ofAbstract(JavaType type) throws JsonMappingException {
        Class<?> raw = type.getRawClass();
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        Set<Class<?>> leaves = new LinkedHashSet<>();
        Class<?> open = SealedTypes.collect(raw, leaves);
        boolean named = isNamed(provider.findTypeSerializer(type));
        if (open != null) {
            return named ? new Parts(List.of()) : ComparedTypes.open(raw); // each value is judged by its class
        }
        List<Set<String>> names = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Class<?> leaf : leaves) {
            JavaType known = mapper.getTypeFactory().constructSpecializedType(type, leaf);
            Set<String> members = names(provider.findValueSerializer(known, null), leaf);
            if (members == null && !named) {
                return ComparedTypes.open(raw);
            }
            names.add(members == null ? Set.of() : members);
            parts.add(new Part("subtype " + leaf.getSimpleName(), MapperForms.plain(known)));
        }
        String problem = named ? null : ComparedTypes.problemOfNames(raw, names);
        return problem == null ? new Parts(parts) : new Refused(problem);
    }

    /** {@return the names of the members of a subtype, none for a text or a content; null if they do not tell it} */
    private static @Nullable Set<String> names(JsonSerializer<?> writer, Class<?> leaf) {
        if (leaf.isEnum() || Contents.isDefinedBy(leaf)) {
            return Set.of();
        }
        WrittenMembers members = WrittenMembers.of(SerializerAround.inside(writer));
        return members == null ? null : members.names();
    }

    private static boolean isNamed(@Nullable TypeSerializer type) {
        return type != null
                && type.getTypeIdResolver() != null
                && NAMES.contains(type.getTypeIdResolver().getMechanism())
                && type.getTypeInclusion() != JsonTypeInfo.As.EXISTING_PROPERTY;
    }
}
