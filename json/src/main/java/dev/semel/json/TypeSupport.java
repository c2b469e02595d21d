// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BuilderBasedDeserializer;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.TypeWrappedDeserializer;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.deser.std.NullifyingDeserializer;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check, without a value, whether a mapper can write a type and read it back equal. Jackson itself finds
 * deserializers for types that it refuses at the first use (abstract ones, classes without a usable constructor,
 * {@code java.time} without its module), and reads values of undeclared types back as other ones ({@code 5L} as an
 * {@code Integer}), or without members that it ignores. Here they count as unsupported, and so do types that contain
 * them. Thread-safe; keeps what it found out about each type.
 */
final class TypeSupport {

    private final ObjectMapper mapper;
    private final boolean requiresEqual;
    private final Map<JavaType, Support> known = new ConcurrentHashMap<>();

    /**
     * Makes a check.
     *
     * @param requiresEqual whether a value must come back equal; if not, it must come back at all
     */
    TypeSupport(ObjectMapper mapper, boolean requiresEqual) {
        this.mapper = mapper;
        this.requiresEqual = requiresEqual;
    }

    /**
     * The knowledge of a type.
     *
     * @param problem why the mapper cannot write the type and read it back; empty if it can
     * @param declared the classes of beans that reading a value can create where no type is named
     */
    record Support(Optional<String> problem, Set<Class<?>> declared) {}

    /** {@return whether and how the mapper can write the type and read it back} */
    Support of(JavaType type) {
        Support support = known.get(type);
        if (support == null) {
            support = find(type);
            known.put(type, support);
        }
        return support;
    }

    private Support find(JavaType type) {
        Set<Class<?>> declared = new HashSet<>();
        Optional<String> problem = problem(type, declared);
        return new Support(problem, requiresEqual ? Set.copyOf(declared) : Set.of());
    }

    private Optional<String> problem(JavaType type, Set<Class<?>> declared) {
        try {
            JsonSerializer<?> serializer = serializer(type);
            if (serializer instanceof UnsupportedTypeSerializer) {
                return Optional.of(withoutModule(type.getRawClass()));
            }
            DefaultDeserializationContext blueprint =
                    (DefaultDeserializationContext) mapper.getDeserializationContext();
            DeserializationContext context = blueprint.createDummyInstance(mapper.getDeserializationConfig());
            String problem = new Walk(context, declared).ofType(type);
            return Optional.ofNullable(problem == null ? unwritable(serializer, type) : problem);
        } catch (JsonMappingException | IllegalArgumentException e) {
            return Optional.of(
                    "Jackson finds no way to write and read it (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static @Nullable String unwritable(JsonSerializer<?> serializer, JavaType type) {
        return serializer instanceof UnknownSerializer && !isVoid(type.getRawClass()) && !type.isJavaLangObject()
                ? type.getRawClass().getName() + " has no property that Jackson can write"
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

    private static String withoutModule(Class<?> type) {
        return "the mapper has no module for " + type.getName() + ", as JavaTimeModule is for java.time; register one";
    }

    /** One walk over a deserializer and everything that it refers to. */
    private final class Walk {

        private final DeserializationContext context;
        private final Set<Class<?>> declared;
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Walk(DeserializationContext context, Set<Class<?>> declared) {
            this.context = context;
            this.declared = declared;
        }

        private @Nullable String problem(
                @Nullable JavaType type, @Nullable JsonDeserializer<?> deserializer, boolean typed)
                throws JsonMappingException {
            String other = typed || type == null || deserializer == null || !requiresEqual || !isOfJackson(deserializer)
                    ? null
                    : OtherTypes.problem(type.getRawClass(), deserializer, context.getConfig());
            return other == null ? problem(deserializer, typed) : other;
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
                    || deserializer instanceof TypeWrappedDeserializer // the JSON names a concrete type
                    || deserializer instanceof NullifyingDeserializer // Void
                    || !seen.add(deserializer)) { // types refer to each other in cycles
                return null;
            }
            Class<?> handled = deserializer.handledType();
            if (requiresEqual && !typed && handled != null && isOfJackson(deserializer)) {
                String other = OtherTypes.undeclared(handled);
                if (other != null) {
                    return other;
                }
            }
            return switch (deserializer) {
                case ContainerDeserializerBase<?> container -> ofContent(container);
                case ReferenceTypeDeserializer<?> reference ->
                    ofType(reference.getValueType().getReferencedType());
                case BeanDeserializerBase bean -> ofBean(bean);
                default -> null;
            };
        }

        private @Nullable String ofContent(ContainerDeserializerBase<?> container) throws JsonMappingException {
            JavaType whole = container.getValueType();
            JavaType key = whole == null ? null : whole.getKeyType();
            JavaType content = container.getContentType();
            return requiresEqual && key != null && key.isJavaLangObject()
                    ? OtherTypes.undeclared(Object.class)
                    : problem(content, container.getContentDeserializer(), isTyped(content));
        }

        @Nullable
        String ofType(@Nullable JavaType type) throws JsonMappingException {
            return type == null ? null : problem(type, context.findRootValueDeserializer(type), isTyped(type));
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
            String problem = properties == null ? ofProperties(bean.creatorProperties()) : properties;
            return problem == null ? ofMembers(bean, creator) : problem;
        }

        private @Nullable String ofMembers(BeanDeserializerBase bean, ValueInstantiator creator)
                throws JsonMappingException {
            JavaType type = bean.getValueType();
            if (!requiresEqual
                    || bean instanceof BuilderBasedDeserializer
                    || creator.canCreateUsingDelegate()
                    || creator.canCreateUsingArrayDelegate()
                    || !(untyped(type) instanceof BeanSerializerBase serializer)) {
                return null;
            }
            declared.add(type.getRawClass());
            return LostMembers.of(serializer, bean, mapper.getSerializationConfig(), context.getConfig())
                    .map(member -> OtherTypes.withoutMember(type.getRawClass(), member))
                    .orElse(null);
        }

        private @Nullable String ofProperties(Iterator<SettableBeanProperty> properties) throws JsonMappingException {
            while (properties.hasNext()) {
                SettableBeanProperty property = properties.next();
                String problem = problem(
                        property.getType(), property.getValueDeserializer(), property.hasValueTypeDeserializer());
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        }

        /** {@return whether an object can be made of what the serializer writes: an object, or for others any value} */
        private boolean isInstantiable(JavaType type, ValueInstantiator creator) throws JsonMappingException {
            return creator.canCreateUsingDefault()
                    || creator.canCreateFromObjectWith()
                    || creator.canCreateUsingDelegate()
                    || creator.canCreateUsingArrayDelegate()
                    || (creator.canInstantiate() && !(untyped(type) instanceof BeanSerializerBase));
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

    /** A user's own deserializer of such a type knows what it reads. */
    private static boolean isOfJackson(JsonDeserializer<?> deserializer) {
        return deserializer.getClass().getPackageName().startsWith("com.fasterxml.jackson.");
    }

    private static String withoutSubtype(Class<?> type) {
        return type.getName() + " is abstract, and nothing in the JSON names a subtype; declare a concrete type, or"
                + " annotate it with @JsonTypeInfo";
    }

    private static String withoutConstructor(Class<?> type) {
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
