// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.ser.impl.MapEntrySerializer;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import com.fasterxml.jackson.databind.ser.std.JsonValueSerializer;
import com.fasterxml.jackson.databind.ser.std.ReferenceTypeSerializer;
import dev.semel.json.type.ComparedTypes;
import dev.semel.json.type.Contents;
import dev.semel.json.type.CoveredFields;
import dev.semel.json.type.JacksonMarks;
import dev.semel.json.type.PlainContainers;
import dev.semel.json.type.PlainTypes;
import dev.semel.json.type.StateFields;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The judgement whether the JSON that a mapper writes of a class shows all of its state. It is a list of what is
 * allowed: Jackson's own forms of scalars, enums, collections and maps, and classes whose fields are all written or
 * excluded by their own word. Thread-safe.
 */
final class InputClasses {

    private final ObjectMapper mapper;
    private final JacksonMarks others = HarmlessAnnotations.othersOfInputs();
    private volatile @Nullable String settings;

    InputClasses(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** {@return why the JSON of values of a class does not show all of their state; null if it does} */
    @Nullable
    String problem(JavaType type, JsonSerializer<?> writer, SerializerProvider provider) {
        Class<?> raw = type.getRawClass();
        if (Contents.isDefinedBy(raw) || ComparedTypes.isUndeclared(raw) || raw == Void.class || raw == void.class) {
            return null;
        }
        if (writer instanceof UnsupportedTypeSerializer) {
            return TypeSupport.withoutModule(raw);
        }
        if (isConfigured(raw)) {
            return "the mapper has a configuration of its own for " + raw.getTypeName();
        }
        if (raw.isEnum() || Enum.class.isAssignableFrom(raw)) {
            return ofEnum(raw, writer, provider);
        }
        if (PlainTypes.isScalar(raw) || InputSamples.isScalar(raw)) {
            return ofScalar(raw, writer, provider);
        }
        if (type.isContainerType() || PlainTypes.isContainer(raw)) {
            return ofContainer(type, writer);
        }
        if (JacksonMarks.isOfJdk(raw)) {
            return ofJdk(type, writer);
        }
        return ofClass(type, writer);
    }

    /** {@return why names of a map's members do not tell keys of a type apart; null if they do} */
    @Nullable
    String problemOfName(JavaType type, @Nullable JsonSerializer<?> writer, SerializerProvider provider) {
        Class<?> raw = type.getRawClass();
        if (ComparedTypes.isUndeclared(raw) || Contents.isDefinedBy(raw)) {
            return null;
        }
        boolean isName = PlainContainers.isName(raw) || Enum.class.isAssignableFrom(raw);
        if (writer == null || !isName || !MapperForms.isOfJackson(writer)) {
            return "a " + raw.getTypeName() + " as the name of a map's member may be written like another one; take a"
                    + " text, a number or an enum";
        }
        Class<?> above = raw.getSuperclass();
        Class<?> named = above != null && above.isEnum() ? above : raw; // of a constant with a body
        List<?> samples = named.isEnum() ? List.of(named.getEnumConstants()) : InputSamples.of(named);
        return alike(named, samples, each -> JacksonCanonicalJson.nameOf(each, mapper, writer, provider));
    }

    private @Nullable String settings() {
        String known = settings;
        if (known == null) {
            String found = MapperSettings.problemOfWriting(mapper);
            known = found == null ? "" : found;
            settings = known;
        }
        return known.isEmpty() ? null : known;
    }

    private boolean isConfigured(Class<?> type) {
        SerializationConfig config = mapper.getSerializationConfig();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            if (config.findConfigOverride(each) != null || config.findMixInClassFor(each) != null) {
                return true;
            }
            for (Class<?> above : each.getInterfaces()) {
                if (!JacksonMarks.isOfJdk(above) && isConfigured(above)) {
                    return true;
                }
            }
        }
        return false;
    }

    // ---- one JSON value each ----

    private @Nullable String ofEnum(Class<?> raw, JsonSerializer<?> writer, SerializerProvider provider) {
        Class<?> declared = raw.isEnum() ? raw : raw.getSuperclass();
        return declared == null || !declared.isEnum()
                ? null
                : alike(
                        declared,
                        List.of(declared.getEnumConstants()),
                        each -> JacksonCanonicalJson.textOf(each, mapper, writer, provider));
    }

    private @Nullable String ofScalar(Class<?> raw, JsonSerializer<?> writer, SerializerProvider provider) {
        if (!MapperForms.isOfJackson(writer)) {
            return ownForm(raw);
        }
        return alike(raw, InputSamples.of(raw), each -> JacksonCanonicalJson.textOf(each, mapper, writer, provider));
    }

    /** {@return the sentence for two samples that are written alike; null if there are none} */
    private static @Nullable String alike(Class<?> type, List<?> samples, Function<Object, Optional<String>> written) {
        Set<String> texts = new HashSet<>();
        for (Object each : samples) {
            Optional<String> text = written.apply(each);
            if (text.isPresent() && !texts.add(text.get())) {
                return "the mapper writes two values of " + type.getTypeName() + " alike; change its format in the"
                        + " mapper, or declare another type";
            }
        }
        return null;
    }

    private static String ownForm(Class<?> type) {
        return "the mapper has a form of its own for " + type.getTypeName() + ", which may not show all of its state";
    }

    // ---- values with parts ----

    private @Nullable String ofContainer(JavaType type, JsonSerializer<?> writer) {
        Class<?> raw = type.getRawClass();
        String settings = settings();
        settings =
                settings == null && Map.class.isAssignableFrom(raw) ? MapperSettings.problemOfMaps(mapper) : settings;
        if (settings != null) {
            return settings;
        }
        if (!MapperForms.isContainer(writer)) {
            return ownForm(raw);
        }
        return ComparedTypes.problemOfContainer(MapperForms.plain(type));
    }

    private @Nullable String ofJdk(JavaType type, JsonSerializer<?> writer) {
        Class<?> raw = type.getRawClass();
        boolean entry = Map.Entry.class.isAssignableFrom(raw) && writer instanceof MapEntrySerializer;
        boolean optional = raw == Optional.class
                && type.getContentType() != null
                && type.getContentType().getRawClass() != Optional.class
                && writer instanceof ReferenceTypeSerializer
                && MapperForms.isOfJackson(writer);
        return entry || optional
                ? settings()
                : raw.getTypeName() + " is not among the types whose JSON is known to show all of their state; declare"
                        + " another type";
    }

    private @Nullable String ofClass(JavaType type, JsonSerializer<?> writer) {
        Class<?> raw = type.getRawClass();
        String problem = settings();
        problem = problem == null ? problemOfKind(raw) : problem;
        problem = problem == null ? CoveredFields.problemOfFields(raw) : problem;
        if (problem != null) {
            return problem;
        }
        String mark = others.in(raw);
        if (mark != null) {
            return raw.getName() + " has a form of its own, which may not show all of its state: " + mark;
        }
        if (writer instanceof UnknownSerializer) {
            return ofEmpty(raw);
        }
        BeanDescription bean = mapper.getSerializationConfig().introspect(type);
        if (writer instanceof JsonValueSerializer) {
            return ofValue(raw, bean);
        }
        WrittenMembers members = WrittenMembers.of(writer);
        if (members == null || !members.isPlain()) {
            return ownForm(raw);
        }
        Field lost = CoveredFields.uncovered(raw, members.accessors(), Set.of());
        lost = lost == null ? null : CoveredFields.uncovered(raw, members.accessors(), excluded(bean));
        return lost == null ? null : CoveredFields.lost(raw, lost.getName());
    }

    private static @Nullable String problemOfKind(Class<?> raw) {
        String problem = PlainTypes.problemOfClass(raw);
        return problem == null ? null : raw.getTypeName() + " has " + problem + "; make it a record";
    }

    private @Nullable String ofEmpty(Class<?> raw) {
        Field lost = CoveredFields.uncovered(raw, List.of(), Set.of());
        if (lost != null) {
            return CoveredFields.lost(raw, lost.getName());
        }
        return mapper.isEnabled(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                ? raw.getName()
                        + " has no property that Jackson can write; make it a record, or give its fields getters"
                : null;
    }

    /** {@return why the @JsonValue of a class is not all of its state; null if it is its only field} */
    private static @Nullable String ofValue(Class<?> raw, BeanDescription bean) {
        AnnotatedMember value = bean.findJsonValueAccessor();
        Field lost = value == null ? null : CoveredFields.uncovered(raw, List.of(value.getMember()), Set.of());
        return value != null && lost == null
                ? null
                : raw.getName() + " is written as its @JsonValue, which is not known to show all of its state; let it"
                        + " be the accessor of its only field";
    }

    /** {@return the names of the fields that a class excludes from its JSON itself, in both directions} */
    private Set<String> excluded(BeanDescription bean) {
        SerializationConfig config = mapper.getSerializationConfig();
        Set<String> names = new HashSet<>(bean.getIgnoredPropertyNames());
        for (Field each : StateFields.of(bean.getBeanClass())) { // Jackson does not see those without a getter
            JsonIgnore ignore = each.getAnnotation(JsonIgnore.class);
            if (ignore != null && ignore.value()) {
                names.add(each.getName());
            }
        }
        names.addAll(config.getAnnotationIntrospector()
                .findPropertyIgnoralByName(config, bean.getClassInfo())
                .findIgnoredForSerialization());
        return names;
    }
}
