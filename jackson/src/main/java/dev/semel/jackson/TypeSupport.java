// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.TypeWrappedDeserializer;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.deser.std.NullifyingDeserializer;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.JsonValueSerializer;
import dev.semel.json.type.EqualTypes;
import dev.semel.json.type.PlainTypes;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check, without a value, whether a mapper can read what it writes of a type. Jackson itself finds deserializers for
 * types that it refuses at the first use: abstract ones, classes without a usable constructor, {@code java.time}
 * without its module. Here they count as unreadable, and so do types that contain them. Whether a value comes back
 * equal is asked of {@link EqualTypes}. Thread-safe; keeps what it found out about each type.
 */
final class TypeSupport {

    private final ObjectMapper mapper;
    private final Map<JavaType, Optional<String>> known = new ConcurrentHashMap<>();

    TypeSupport(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** {@return why the mapper cannot write the type and read it back; empty if it can} */
    Optional<String> problem(JavaType type) {
        Optional<String> problem = known.get(type);
        if (problem == null) {
            problem = find(type);
            known.put(type, problem);
        }
        return problem;
    }

    private Optional<String> find(JavaType type) {
        try {
            String settings = isVoid(type.getRawClass()) ? null : unreadableSetting();
            if (settings != null) {
                return Optional.of(settings);
            }
            JsonSerializer<?> serializer = serializer(type);
            if (serializer instanceof UnsupportedTypeSerializer) {
                return Optional.of(withoutModule(type.getRawClass()));
            }
            DefaultDeserializationContext blueprint =
                    (DefaultDeserializationContext) mapper.getDeserializationContext();
            DeserializationContext context = blueprint.createDummyInstance(mapper.getDeserializationConfig());
            String problem = new Walk(context).ofType(type);
            return Optional.ofNullable(problem == null ? unwritable(serializer, type) : problem);
        } catch (JsonMappingException | RuntimeException e) { // of names that contradict each other, too
            return Optional.of("Jackson finds no way to write and read it ("
                    + e.getClass().getSimpleName() + "); declare another type");
        }
    }

    /** {@return settings under which the mapper does not read what it writes} */
    private @Nullable String unreadableSetting() {
        if (mapper.isEnabled(SerializationFeature.WRAP_ROOT_VALUE)
                != mapper.isEnabled(DeserializationFeature.UNWRAP_ROOT_VALUE)) {
            return "the mapper has one of WRAP_ROOT_VALUE and UNWRAP_ROOT_VALUE, so it does not read what it writes;"
                    + " set both, or none";
        }
        return mapper.isEnabled(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
                        && !mapper.isEnabled(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                ? "the mapper writes lists of one element by WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED, which it does not read;"
                        + " set ACCEPT_SINGLE_VALUE_AS_ARRAY too"
                : null;
    }

    private static @Nullable String unwritable(JsonSerializer<?> serializer, JavaType type) {
        return serializer instanceof UnknownSerializer && !isVoid(type.getRawClass()) && !type.isJavaLangObject()
                ? type.getRawClass().getName()
                        + " has no property that Jackson can write; make it a record, or give its fields getters"
                : null;
    }

    /** {@return whether the only value of a type is null, which every mapper reads back} */
    private static boolean isVoid(Class<?> type) {
        return type == Void.class || type == void.class;
    }

    private JsonSerializer<?> serializer(JavaType type) throws JsonMappingException {
        return SerializerAround.inside(
                mapper.getSerializerProviderInstance().findTypedValueSerializer(type, true, null));
    }

    /** {@return the sentence for a class that Jackson handles by a module only} */
    static String withoutModule(Class<?> type) {
        String module = type.getName().startsWith("java.util.Optional") ? "Jdk8Module" : "one";
        return "the mapper has no module for " + type.getName() + ", as JavaTimeModule is for java.time; register "
                + module + " on a mapper of yours and take JacksonCodec.of(mapper), or declare another type";
    }

    /** One walk over a deserializer and everything that it refers to. */
    private final class Walk {

        private final DeserializationContext context;
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Walk(DeserializationContext context) {
            this.context = context;
        }

        private @Nullable String problem(@Nullable JsonDeserializer<?> deserializer, boolean typed)
                throws JsonMappingException {
            if (deserializer instanceof UnsupportedTypeDeserializer unsupported) {
                return withoutModule(unsupported.handledType());
            }
            if (deserializer instanceof AbstractDeserializer unknown) {
                return typed ? null : withoutSubtype(unknown.handledType());
            }
            if (deserializer == null
                    || deserializer instanceof NullifyingDeserializer // Void
                    || !seen.add(deserializer)) { // types refer to each other in cycles
                return null;
            }
            return switch (deserializer) {
                case TypeWrappedDeserializer named -> null; // the JSON names a concrete type, checked by ofType
                case ContainerDeserializerBase<?> container -> ofContent(container);
                case ReferenceTypeDeserializer<?> reference ->
                    ofType(reference.getValueType().getReferencedType());
                case BeanDeserializerBase bean -> ofBean(bean);
                default -> null;
            };
        }

        private @Nullable String ofContent(ContainerDeserializerBase<?> container) throws JsonMappingException {
            ValueInstantiator creator = container.getValueInstantiator();
            if (creator != null && !creator.canInstantiate()) {
                return withoutSubtype(container.getValueType().getRawClass());
            }
            JavaType content = container.getContentType();
            if (content != null
                    && (isOpenInside(container.getValueType())
                            || DefaultTyping.allowsAnyClass(
                                    content, context.getConfig().findTypeDeserializer(content), context))) {
                return namesAnyClass(content);
            }
            String subtypes = content == null ? null : ofSubtypes(content);
            return subtypes == null ? problem(container.getContentDeserializer(), isTyped(content)) : subtypes;
        }

        @Nullable
        String ofType(@Nullable JavaType type) throws JsonMappingException {
            if (type == null) {
                return null;
            }
            if (DefaultTyping.allowsAnyClass(type, context.getConfig().findTypeDeserializer(type), context)) {
                return namesAnyClass(type);
            }
            String subtypes = ofSubtypes(type);
            return subtypes == null ? problem(context.findRootValueDeserializer(type), isTyped(type)) : subtypes;
        }

        /** {@return why a type whose subtypes the JSON has to name, or an enum, cannot be read; null for others} */
        private @Nullable String ofSubtypes(JavaType type) throws JsonMappingException {
            if (type.isEnumType()) {
                return ofConstants(type);
            }
            NamedSubtypes subtypes = new NamedSubtypes(context.getConfig(), type);
            String problem = subtypes.problem();
            if (problem != null || !seen.add(type)) {
                return problem;
            }
            for (JavaType each : subtypes.concrete()) {
                String unreadable = problem(context.findNonContextualValueDeserializer(each), true);
                if (unreadable != null) {
                    return unreadable;
                }
            }
            return null;
        }

        /** {@return whether an annotation of a member names the classes of the elements of its collection} */
        private boolean isOpenInside(JavaType container) {
            JavaType content = container.getContentType();
            return content != null
                    && content.getTypeHandler() instanceof TypeDeserializer typed
                    && DefaultTyping.allowsAnyClass(content, typed, context);
        }

        private @Nullable String ofConstants(JavaType type) {
            for (Object constant : ExactSamples.of(type.getRawClass())) {
                try {
                    mapper.readerFor(type).readValue(mapper.writerFor(type).writeValueAsBytes(constant));
                } catch (IOException | RuntimeException e) {
                    return type.getRawClass().getName()
                            + " is an enum in a form that the mapper does not read; leave out"
                            + " its @JsonFormat or @JsonCreator";
                }
            }
            return null;
        }

        private @Nullable String ofBean(BeanDeserializerBase bean) throws JsonMappingException {
            ValueInstantiator creator = bean.getValueInstantiator();
            if (!isInstantiable(bean.getValueType(), creator)) {
                return withoutConstructor(bean.getValueType().getRawClass());
            }
            String delegate = ofType(creator.getDelegateType(context.getConfig()));
            if (delegate != null) {
                return delegate;
            }
            String properties = ofProperties(bean.properties());
            return properties == null ? ofProperties(bean.creatorProperties()) : properties;
        }

        private @Nullable String ofProperties(Iterator<SettableBeanProperty> properties) throws JsonMappingException {
            while (properties.hasNext()) {
                SettableBeanProperty property = properties.next();
                if (property.getInjectableValueId() != null && mapper.getInjectableValues() == null) {
                    return "member '" + property.getName()
                            + "' has @JacksonInject, and the mapper has nothing to inject;"
                            + " leave the annotation out";
                }
                JavaType declared = property.getType();
                if (DefaultTyping.allowsAnyClass(declared, property.getValueTypeDeserializer(), context)
                        || isOpenInside(declared)) {
                    return "in member '" + property.getName() + "', " + namesAnyClass(declared);
                }
                String subtypes = ofSubtypes(property.getType());
                String problem = subtypes == null
                        ? problem(property.getValueDeserializer(), property.hasValueTypeDeserializer())
                        : subtypes;
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        }

        /** {@return whether an object can be made of what the serializer writes: an object, or for others any value} */
        private boolean isInstantiable(JavaType type, ValueInstantiator creator) throws JsonMappingException {
            boolean delegated = creator.canCreateUsingDelegate() || creator.canCreateUsingArrayDelegate();
            boolean ofObject = delegated || creator.canCreateUsingDefault() || creator.canCreateFromObjectWith();
            JsonSerializer<?> serializer = untyped(type);
            AnnotatedMember value =
                    mapper.getSerializationConfig().introspect(type).findJsonValueAccessor();
            if (serializer instanceof JsonValueSerializer && value != null && isScalar(value.getRawType())) {
                return delegated || isMadeOfScalar(creator);
            }
            return ofObject || (creator.canInstantiate() && !(serializer instanceof BeanSerializerBase));
        }

        private static boolean isScalar(Class<?> type) {
            return type.isEnum() || PlainTypes.isScalar(type);
        }

        private static boolean isMadeOfScalar(ValueInstantiator creator) {
            return creator.canCreateFromString()
                    || creator.canCreateFromInt()
                    || creator.canCreateFromLong()
                    || creator.canCreateFromBigInteger()
                    || creator.canCreateFromDouble()
                    || creator.canCreateFromBigDecimal()
                    || creator.canCreateFromBoolean();
        }

        private JsonSerializer<?> untyped(JavaType type) throws JsonMappingException {
            return SerializerAround.inside(
                    mapper.getSerializerProviderInstance().findValueSerializer(type));
        }

        private boolean isTyped(@Nullable JavaType content) throws JsonMappingException {
            return content != null
                    && (content.getTypeHandler() != null || context.getConfig().findTypeDeserializer(content) != null);
        }
    }

    private static String namesAnyClass(JavaType type) {
        return "the JSON may name any class where " + type.getRawClass().getName()
                + " is declared, so that a stored result could create any object; leave out its @JsonTypeInfo by class,"
                + " or declare a type of your own";
    }

    private static String withoutSubtype(Class<?> type) {
        return type.getName() + " is abstract, and nothing in the JSON names a subtype; declare a concrete type, or"
                + " annotate it with @JsonTypeInfo";
    }

    static String withoutConstructor(Class<?> type) {
        boolean kotlin = Stream.of(type.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("kotlin.Metadata"));
        return kotlin
                ? type.getName()
                        + " is a Kotlin class, and the mapper has no module for Kotlin; register kotlinModule()"
                        + " of jackson-module-kotlin, and pass the mapper to JacksonCodec.of"
                : type.getName()
                        + " has no constructor that Jackson can use; make it a record, or annotate a constructor"
                        + " with @JsonCreator and its parameters with @JsonProperty";
    }
}
