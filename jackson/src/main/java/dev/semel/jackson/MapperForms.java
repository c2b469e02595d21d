// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.std.ContainerDeserializerBase;
import com.fasterxml.jackson.databind.deser.std.EnumMapDeserializer;
import com.fasterxml.jackson.databind.deser.std.MapDeserializer;
import com.fasterxml.jackson.databind.deser.std.PrimitiveArrayDeserializers;
import com.fasterxml.jackson.databind.deser.std.ReferenceTypeDeserializer;
import com.fasterxml.jackson.databind.ser.ContainerSerializer;
import com.fasterxml.jackson.databind.ser.impl.FailingSerializer;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import com.fasterxml.jackson.databind.ser.std.ReferenceTypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StaticListSerializerBase;
import dev.semel.json.type.ClassForms;
import dev.semel.json.type.EqualTypes;
import dev.semel.json.type.JacksonMarks;
import dev.semel.json.type.PlainContainers;
import dev.semel.json.type.PlainType;
import dev.semel.json.type.PlainTypes;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The forms that a mapper gives to classes: they are taken from the serializers and deserializers that it found, which
 * have to be Jackson's own. Scalars and empty containers are tried, enums completely. Thread-safe.
 */
final class MapperForms implements ClassForms {

    private final ObjectMapper mapper;
    private final Set<Class<?>> trusted;
    private final JacksonMarks others = HarmlessAnnotations.others();
    private final Map<Class<?>, String> scalars = new ConcurrentHashMap<>();
    private volatile @Nullable String settings;

    MapperForms(ObjectMapper mapper, Set<Class<?>> trusted) {
        this.mapper = mapper;
        this.trusted = Set.copyOf(trusted);
    }

    @Override
    public String declaring(Class<?> type) {
        return "call comesBackEqual(" + type.getSimpleName() + ".class) of the codec";
    }

    @Override
    public boolean isTrusted(Class<?> type) {
        return trusted.contains(type);
    }

    @Override
    public @Nullable String problemOfSettings() {
        String known = settings;
        if (known == null) {
            String found = MapperSettings.problem(mapper);
            known = found == null ? "" : found;
            settings = known;
        }
        return known.isEmpty() ? null : known;
    }

    // ---- scalars, enums, names of members: tried ----

    @Override
    public boolean isScalar(Class<?> type) {
        return PlainTypes.isScalar(type) || !ExactSamples.of(type).isEmpty();
    }

    @Override
    public @Nullable String problemOfScalar(Class<?> type) {
        String known = scalars.get(type);
        if (known == null) {
            String found = triedScalar(type);
            known = found == null ? "" : found;
            scalars.put(type, known);
        }
        return known.isEmpty() ? null : known;
    }

    private @Nullable String triedScalar(Class<?> type) {
        JavaType known = mapper.constructType(type);
        boolean ours = JacksonMarks.isOfJdk(type) || type.isPrimitive() || type.isArray();
        try {
            if (isConfigured(type)) {
                return configured(type);
            }
            if (ours && !(isOfJackson(writer(known)) && isOfJackson(reader(known)))) {
                return "the mapper has a form of its own for " + type.getTypeName();
            }
        } catch (JsonMappingException | RuntimeException e) {
            return notTried(type, e);
        }
        for (Object sample : ExactSamples.of(type)) {
            String problem = tried(sample, known);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable String tried(Object sample, JavaType type) {
        try {
            Object read =
                    mapper.readerFor(type).readValue(mapper.writerFor(type).writeValueAsBytes(sample));
            return Objects.deepEquals(sample, read)
                    ? null
                    : "the mapper does not read each " + type.toCanonical() + " back as it was, such as " + text(sample)
                            + "; change its format in the mapper, or declare another type";
        } catch (IOException | RuntimeException e) {
            return notTried(type.getRawClass(), e);
        }
    }

    private static String text(Object sample) {
        return sample.getClass().isArray() || sample instanceof Map || sample instanceof java.util.Collection
                ? "an empty one"
                : sample.toString();
    }

    private static String notTried(Class<?> type, Exception e) {
        return "the mapper does not read each " + type.getTypeName() + " that it writes ("
                + e.getClass().getSimpleName() + "); declare another type";
    }

    @Override
    public @Nullable String problemOfKey(Class<?> type) {
        if (!type.isEnum() && !PlainContainers.isKey(type)) {
            return type.getTypeName() + " as the name of a map's member is not known to come back equal; take a text, a"
                    + " number or an enum";
        }
        if (!areNamesOfJackson(type)) {
            return "the mapper has a form of its own for names of a map's members that are a " + type.getTypeName();
        }
        JavaType map = mapper.getTypeFactory().constructMapType(Map.class, type, Integer.class);
        for (Object sample : ExactSamples.of(type)) {
            String problem = tried(Map.of(sample, 1), map);
            if (problem != null) {
                return "the mapper does not read each name of a map's member back that is a " + type.getTypeName();
            }
        }
        return null;
    }

    private boolean areNamesOfJackson(Class<?> type) {
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        try {
            JsonSerializer<?> keys = provider.findKeySerializer(mapper.constructType(type), null);
            return isOfJackson(SerializerAround.inside(keys))
                    && provider.getDefaultNullKeySerializer() instanceof FailingSerializer;
        } catch (JsonMappingException | RuntimeException e) {
            return false;
        }
    }

    // ---- containers ----

    @Override
    public @Nullable String problemOfContainer(PlainType type) {
        JavaType known = javaType(type);
        Class<?> raw = type.raw();
        String other = "the mapper has a form of its own for " + raw.getTypeName();
        if (known.getRawClass() != raw || isConfigured(raw)) {
            return other;
        }
        String maps = Map.class.isAssignableFrom(raw) ? MapperSettings.problemOfMaps(mapper) : null;
        if (maps != null) {
            return maps;
        }
        try {
            if (!isContainer(writer(known)) || !isContainer(reader(known))) {
                return other;
            }
        } catch (JsonMappingException | RuntimeException e) {
            return notTried(raw, e);
        }
        return tried(empty(type), known);
    }

    static boolean isContainer(JsonSerializer<?> writer) {
        return isOfJackson(writer)
                && (writer instanceof ContainerSerializer
                        || writer instanceof StaticListSerializerBase
                        || writer instanceof MapSerializer);
    }

    private static boolean isContainer(JsonDeserializer<?> reader) {
        return isOfJackson(reader)
                && (reader instanceof ContainerDeserializerBase
                        || reader instanceof MapDeserializer
                        || reader instanceof EnumMapDeserializer
                        || reader instanceof PrimitiveArrayDeserializers
                        || reader.getClass().getName().contains(".EnumSetDeserializer"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum, known at run time only
    private static Object empty(PlainType type) {
        Class<?> raw = type.raw();
        Class<?> first = type.argument(0).raw();
        if (raw.isArray()) {
            return Array.newInstance(raw.getComponentType(), 0);
        }
        if (raw == EnumSet.class) {
            return EnumSet.noneOf((Class) first);
        }
        if (raw == EnumMap.class) {
            return new EnumMap((Class) first);
        }
        Object made =
                Map.class.isAssignableFrom(raw) ? PlainContainers.emptyMap(raw) : PlainContainers.emptyCollection(raw);
        return Objects.requireNonNull(made, "a container of ExactContainers");
    }

    // ---- classes ----

    @Override
    public Form form(PlainType type) {
        Class<?> raw = type.raw();
        try {
            if (raw == Optional.class) {
                return ofOptional(type);
            }
            if (JacksonMarks.isOfJdk(raw)) {
                return EqualTypes.refusedUnknown(raw);
            }
            if (isConfigured(raw)) {
                return new Refused(configured(raw));
            }
            String mark = others.in(raw);
            if (mark != null) {
                return new Refused(raw.getName() + " has a form of its own: " + mark);
            }
            JavaType known = javaType(type);
            if (known.getRawClass() != raw) {
                return new Refused("the mapper takes " + known.getRawClass().getName() + " for " + raw.getName());
            }
            if (Modifier.isAbstract(raw.getModifiers())) {
                return new Subtypes(mapper, context()).of(known);
            }
            return EqualTypes.ofFinal(raw, new MapperMembers(mapper, context(), known).form());
        } catch (JsonMappingException | RuntimeException e) {
            return new Refused(notTried(raw, e));
        }
    }

    private Form ofOptional(PlainType type) throws JsonMappingException {
        JavaType known = javaType(type);
        PlainType content = type.argument(0);
        boolean standard = writer(known) instanceof ReferenceTypeSerializer
                && reader(known) instanceof ReferenceTypeDeserializer
                && isOfJackson(writer(known))
                && isOfJackson(reader(known))
                && !isConfigured(Optional.class);
        if (!standard || content.raw() == Optional.class) {
            return new Refused("an Optional of " + content + " comes back as another one; declare the value itself");
        }
        return new Parts(List.of(new Part("the value", content)));
    }

    private static String configured(Class<?> type) {
        return "the mapper has a configuration of its own for " + type.getTypeName();
    }

    private boolean isConfigured(Class<?> type) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            if (isConfigured(each, mapper.getSerializationConfig())
                    || isConfigured(each, mapper.getDeserializationConfig())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConfigured(Class<?> type, MapperConfig<?> config) {
        return config.findConfigOverride(type) != null || config.findMixInClassFor(type) != null;
    }

    private DeserializationContext context() {
        DefaultDeserializationContext blueprint = (DefaultDeserializationContext) mapper.getDeserializationContext();
        return blueprint.createDummyInstance(mapper.getDeserializationConfig());
    }

    private JsonSerializer<?> writer(JavaType type) throws JsonMappingException {
        return SerializerAround.inside(mapper.getSerializerProviderInstance().findValueSerializer(type, null));
    }

    private JsonDeserializer<?> reader(JavaType type) throws JsonMappingException {
        return context().findContextualValueDeserializer(type, null);
    }

    static boolean isOfJackson(Object codec) {
        String name = codec.getClass().getName();
        return name.startsWith("com.fasterxml.jackson.databind.")
                || name.startsWith("com.fasterxml.jackson.datatype.jsr310.")
                || name.startsWith("com.fasterxml.jackson.datatype.jdk8.")
                || name.startsWith("dev.semel.jackson.TimeModule")
                || name.startsWith("dev.semel.jackson.Decimals");
    }

    private JavaType javaType(PlainType type) {
        return javaType(mapper, type);
    }

    /** {@return one of our types as one of Jackson's} */
    static JavaType javaType(ObjectMapper mapper, PlainType type) {
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            return mapper.getTypeFactory().constructArrayType(javaType(mapper, type.argument(0)));
        }
        if (type.arguments().isEmpty()) {
            return mapper.constructType(raw);
        }
        JavaType[] arguments =
                type.arguments().stream().map(each -> javaType(mapper, each)).toArray(JavaType[]::new);
        return mapper.getTypeFactory().constructParametricType(raw, arguments);
    }

    /** {@return a type of Jackson's as one of ours} */
    static PlainType plain(JavaType type) {
        if (type.isArrayType()) {
            return new PlainType(type.getRawClass(), List.of(plain(type.getContentType())));
        }
        List<PlainType> arguments = type.getBindings().getTypeParameters().stream()
                .map(MapperForms::plain)
                .toList();
        return new PlainType(type.getRawClass(), arguments);
    }
}
