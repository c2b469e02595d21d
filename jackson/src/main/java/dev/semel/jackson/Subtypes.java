// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.semel.json.type.ClassForms.Form;
import dev.semel.json.type.ClassForms.Part;
import dev.semel.json.type.ClassForms.Parts;
import dev.semel.json.type.ClassForms.Refused;
import dev.semel.json.type.SealedTypes;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The subtypes of a sealed type, each of which the JSON has to name. Not thread-safe. */
final class Subtypes {

    private static final Set<JsonTypeInfo.Id> NAMES = Set.of(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.Id.CLASS, JsonTypeInfo.Id.MINIMAL_CLASS);

    private static final Set<JsonTypeInfo.As> PLACES =
            Set.of(JsonTypeInfo.As.PROPERTY, JsonTypeInfo.As.WRAPPER_OBJECT, JsonTypeInfo.As.WRAPPER_ARRAY);

    private final ObjectMapper mapper;
    private final DeserializationContext context;

    Subtypes(ObjectMapper mapper, DeserializationContext context) {
        this.mapper = mapper;
        this.context = context;
    }

    /** {@return the form of an abstract type: its subtypes are its parts} */
    Form of(JavaType type) throws JsonMappingException {
        Class<?> raw = type.getRawClass();
        String problem = problemOfNames(type);
        if (problem != null) {
            return new Refused(problem);
        }
        Set<Class<?>> leaves = new LinkedHashSet<>();
        Class<?> open = SealedTypes.collect(raw, leaves);
        if (open != null) {
            return new Refused(open.getName() + " is not sealed, so a value may be of a class that the JSON cannot"
                    + " name; declare it sealed");
        }
        List<Part> parts = new java.util.ArrayList<>();
        for (Class<?> leaf : leaves) {
            JavaType specialized = mapper.getTypeFactory().constructSpecializedType(type, leaf);
            if (!isNamed(type, leaf)) {
                return new Refused(leaf.getName() + " is not among the @JsonSubTypes of " + raw.getName()
                        + ", or shares its name with another one");
            }
            parts.add(new Part("subtype " + leaf.getSimpleName(), MapperForms.plain(specialized)));
        }
        return new Parts(parts);
    }

    /** {@return why the names of the subtypes of a type do not lead back to them; null if nothing is against it} */
    @Nullable
    String problemOfNames(JavaType type) {
        JsonTypeInfo.Value info = info(type);
        if (info == null) {
            return type.getRawClass().getName() + " is abstract, and nothing in the JSON names a subtype; declare a"
                    + " concrete type, or annotate it with @JsonTypeInfo";
        }
        boolean known = NAMES.contains(info.getIdType())
                && PLACES.contains(info.getInclusionType())
                && !info.getIdVisible()
                && (info.getDefaultImpl() == null || info.getDefaultImpl() == JsonTypeInfo.class);
        return known
                ? null
                : "the @JsonTypeInfo of " + type.getRawClass().getName() + " is not known to lead back to each subtype;"
                        + " use Id.NAME, with all @JsonSubTypes, in a property of its own, without defaultImpl";
    }

    /** {@return how subtypes of a type are named; null if they are not} */
    JsonTypeInfo.@Nullable Value info(JavaType type) {
        AnnotatedClass annotated = AnnotatedClassResolver.resolve(
                mapper.getDeserializationConfig(), type, mapper.getDeserializationConfig());
        JsonTypeInfo.Value info = mapper.getDeserializationConfig()
                .getAnnotationIntrospector()
                .findPolymorphicTypeInfo(mapper.getDeserializationConfig(), annotated);
        return info == null || info.getIdType() == JsonTypeInfo.Id.NONE ? null : info;
    }

    /** {@return whether the name that is written for a subtype leads to it when it is read} */
    boolean isNamed(JavaType base, Class<?> subtype) throws JsonMappingException {
        TypeSerializer writer = mapper.getSerializerProviderInstance().findTypeSerializer(base);
        TypeDeserializer reader = context.getConfig().findTypeDeserializer(base);
        if (writer == null || reader == null) {
            return false;
        }
        try {
            String name = writer.getTypeIdResolver().idFromValueAndType(null, subtype);
            JavaType found = name == null ? null : reader.getTypeIdResolver().typeFromId(context, name);
            return found != null && Objects.equals(found.getRawClass(), subtype);
        } catch (JsonMappingException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }
}
