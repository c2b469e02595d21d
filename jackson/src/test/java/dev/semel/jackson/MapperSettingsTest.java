// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.EqualShapes.Level;
import dev.semel.jackson.EqualShapes.Line;
import dev.semel.json.JsonException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is set in a user's mapper: a type is refused, or each of its values comes back equal. */
@NullMarked
@SuppressWarnings("deprecation") // what a mapper of today may have set
class MapperSettingsTest {

    private static final long SEED = 20_261_129;

    /** The settings with which each type that is equal without them is taken, too. */
    private static final List<String> HARMLESS = List.of(
            "nothing",
            "snake case",
            "names of parameters",
            "SerializationFeature.INDENT_OUTPUT",
            "SerializationFeature.WRITE_DATES_AS_TIMESTAMPS",
            "SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS",
            "DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS",
            "DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES",
            "MapperFeature.DEFAULT_VIEW_INCLUSION",
            "MapperFeature.SORT_PROPERTIES_ALPHABETICALLY");

    private static JsonMapper.Builder usual() {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    static Stream<Named<ObjectMapper>> mappers() {
        Map<String, Consumer<ObjectMapper>> all = new LinkedHashMap<>();
        for (SerializationFeature each : SerializationFeature.values()) {
            all.put("SerializationFeature." + each, mapper -> mapper.configure(each, !each.enabledByDefault()));
        }
        for (DeserializationFeature each : DeserializationFeature.values()) {
            all.put("DeserializationFeature." + each, mapper -> mapper.configure(each, !each.enabledByDefault()));
        }
        for (MapperFeature each : MapperFeature.values()) {
            all.put("MapperFeature." + each, mapper -> mapper.configure(each, !each.enabledByDefault()));
        }
        for (JsonGenerator.Feature each : JsonGenerator.Feature.values()) {
            all.put("JsonGenerator." + each, mapper -> mapper.configure(each, !each.enabledByDefault()));
        }
        for (JsonParser.Feature each : JsonParser.Feature.values()) {
            all.put("JsonParser." + each, mapper -> mapper.configure(each, !each.enabledByDefault()));
        }
        for (JsonInclude.Include each : JsonInclude.Include.values()) {
            all.put("include " + each, mapper -> mapper.setSerializationInclusion(each));
        }
        all.putAll(others());
        return all.entrySet().stream().map(each -> {
            ObjectMapper mapper = usual().build();
            each.getValue().accept(mapper);
            return Named.of(each.getKey(), mapper);
        });
    }

    private static Map<String, Consumer<ObjectMapper>> others() {
        Map<String, Consumer<ObjectMapper>> all = new LinkedHashMap<>();
        all.put("nothing", mapper -> {});
        all.put("snake case", mapper -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
        all.put("names of parameters", mapper -> mapper.registerModule(new ParameterNamesModule()));
        all.put("one name", mapper -> mapper.setPropertyNamingStrategy(new OneName()));
        all.put("a mix-in", mapper -> mapper.addMixIn(Line.class, Ignoring.class));
        all.put(
                "a format",
                mapper -> mapper.configOverride(Instant.class)
                        .setFormat(JsonFormat.Value.forPattern("yyyy").withTimeZone(TimeZone.getTimeZone("UTC"))));
        all.put(
                "a format of lists",
                mapper -> mapper.configOverride(List.class)
                        .setFormat(JsonFormat.Value.empty()
                                .withFeature(JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)));
        all.put(
                "ignored by type",
                mapper -> mapper.configOverride(Line.class)
                        .setIgnorals(JsonIgnoreProperties.Value.forIgnoredProperties("count")));
        all.put(
                "included by type",
                mapper -> mapper.configOverride(String.class)
                        .setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, null)));
        all.put(
                "content",
                mapper -> mapper.setDefaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.NON_NULL)));
        all.put("nulls skipped", mapper -> mapper.setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP)));
        all.put(
                "nulls as empty",
                mapper -> mapper.setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        all.put("merged", mapper -> mapper.setDefaultMergeable(true));
        all.put(
                "only fields",
                mapper -> mapper.setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                        .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY));
        all.put(
                "only getters",
                mapper -> mapper.setVisibility(PropertyAccessor.SETTER, JsonAutoDetect.Visibility.NONE)
                        .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.NONE));
        all.put(
                "no creators",
                mapper -> mapper.setVisibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.NONE));
        all.put(
                "texts for numbers",
                mapper -> mapper.registerModule(
                        new SimpleModule().addSerializer(Long.class, ToStringSerializer.instance)));
        all.put(
                "rounded",
                mapper -> mapper.registerModule(new SimpleModule()
                        .addDeserializer(BigDecimal.class, new JsonDeserializer<>() {
                            @Override
                            public BigDecimal deserialize(JsonParser parser, DeserializationContext context)
                                    throws IOException {
                                return BigDecimal.valueOf(
                                        parser.getDecimalValue().longValue());
                            }
                        })));
        all.put(
                "no line",
                mapper ->
                        mapper.registerModule(new SimpleModule().addDeserializer(Line.class, new JsonDeserializer<>() {
                            @Override
                            public Line deserialize(JsonParser parser, DeserializationContext context)
                                    throws IOException {
                                parser.skipChildren();
                                return Line.NONE;
                            }
                        })));
        all.put(
                "other lists",
                mapper ->
                        mapper.registerModule(new SimpleModule().addAbstractTypeMapping(List.class, LinkedList.class)));
        all.put(
                "texts for lists",
                mapper -> mapper.registerModule(
                        new SimpleModule().addSerializer(List.class, ToStringSerializer.instance)));
        all.put(
                "names of members by a module",
                mapper -> mapper.registerModule(new SimpleModule()
                        .addKeySerializer(String.class, new JsonSerializer<String>() {
                            @Override
                            public void serialize(String value, JsonGenerator out, SerializerProvider provider)
                                    throws IOException {
                                out.writeFieldName(value.toLowerCase(Locale.ROOT));
                            }
                        })));
        all.put(
                "names of null",
                mapper -> mapper.getSerializerProvider().setNullKeySerializer(new JsonSerializer<>() {
                    @Override
                    public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeFieldName("");
                    }
                }));
        all.put("a modifier", mapper -> mapper.registerModule(new SimpleModule().setSerializerModifier(new First())));
        all.put("an introspector", mapper -> mapper.setAnnotationIntrospector(new Forgetful()));
        all.put(
                "a subclass of Jackson's introspector",
                mapper -> mapper.setAnnotationIntrospectors(
                        mapper.getSerializationConfig().getAnnotationIntrospector(), new Forgetful()));
        all.put(
                "default typing",
                mapper -> mapper.activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("dev.semel.")
                                .build(),
                        ObjectMapper.DefaultTyping.NON_FINAL));
        all.put("a date format", mapper -> mapper.setDateFormat(new SimpleDateFormat("yyyy", Locale.ROOT)));
        all.put("a time zone", mapper -> mapper.setTimeZone(TimeZone.getTimeZone("Asia/Tokyo")));
        all.put(
                "coercion",
                mapper -> mapper.coercionConfigFor(LogicalType.Textual)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull));
        all.put(
                "coercion of all",
                mapper -> mapper.coercionConfigDefaults()
                        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.AsNull)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull));
        all.put("names in small letters", mapper -> mapper.configure(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, true));
        all.put(
                "a view",
                mapper -> mapper.setConfig(mapper.getSerializationConfig().withView(String.class)));
        all.put(
                "a root name",
                mapper -> mapper.setConfig(mapper.getSerializationConfig().withRootName("root")));
        all.put("escapes", mapper -> mapper.getFactory().setCharacterEscapes(new NoLetters()));
        return all;
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void aTypeIsRefusedOrComesBackEqual(ObjectMapper mapper) {
        JacksonCodec codec = JacksonCodec.of(mapper);
        AnnotatedShapes.equal().forEach(type -> check(type, codec));
        EqualShapes.all().forEach(type -> check(type, codec));
    }

    private static <T> void check(TypeRef<T> type, JacksonCodec codec) {
        if (codec.supports(type) && type.type() != Void.class) {
            for (int i = 0; i < 4; i++) {
                T value = value(type, SEED + i);
                T read = codec.decode(codec.encode(value, type), type);
                assertThat(Sameness.same(value, read))
                        .as(() -> "%s: %s came back as %s".formatted(type, Sameness.text(value), Sameness.text(read)))
                        .isTrue();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T value(TypeRef<T> type, long seed) {
        return (T) new ShapeValues(seed).of(type.type());
    }

    @Test
    void whatIsUsualInMappersIsTaken() {
        List<String> taken = new ArrayList<>();
        mappers().filter(each -> HARMLESS.contains(each.getName())).forEach(each -> {
            JacksonCodec codec = JacksonCodec.of(each.getPayload());
            assertThat(Stream.of(
                            TypeRef.of(EqualShapes.Order.class),
                            TypeRef.of(EqualShapes.Bean.class),
                            TypeRef.of(AnnotatedShapes.Typed.class),
                            TypeRef.of(AnnotatedShapes.Maybes.class),
                            TypeRef.of(Level.class),
                            TypeRef.of(Instant.class)))
                    .as(each.getName())
                    .allSatisfy(type -> assertThat(codec.whyUnsupported(type)).isEmpty());
            taken.add(each.getName());
        });
        assertThat(taken).containsExactlyInAnyOrderElementsOf(HARMLESS);
    }

    /** The most usual setting of all, under which only a map loses something: its values that are null. */
    @Test
    void nullsMayBeLeftOutOfAllButMaps() {
        JacksonCodec codec = JacksonCodec.of(
                usual().serializationInclusion(JsonInclude.Include.NON_NULL).build());
        TypeRef<List<Line>> lines = new TypeRef<>() {};
        TypeRef<Map<String, String>> map = new TypeRef<>() {};
        assertThat(codec.whyUnsupported(lines)).isEmpty(); // with primitives, which are never null
        assertThat(codec.whyNoFingerprint(lines)).isEmpty();
        assertThat(Stream.of(codec.whyUnsupported(map), codec.whyNoFingerprint(map), refusedCall(codec)))
                .allSatisfy(why -> assertThat(why)
                        .hasValueSatisfying(reason -> assertThat(reason).contains("construct(NON_NULL, ALWAYS)")));
        JacksonCodec whole = JacksonCodec.of(usual().defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build());
        assertThat(whole.whyUnsupported(map)).isEmpty();
        assertThat(whole.whyNoFingerprint(map)).isEmpty();
    }

    private static Optional<String> refusedCall(JacksonCodec codec) {
        try {
            codec.fingerprint(List.of((Object) Collections.singletonMap("a", null)));
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** Limits of a user's mapper are for documents of strangers: what was written under them is read all the same. */
    @Test
    void limitsOfReadingDoNotHoldForStoredResults() {
        JsonFactory narrow = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(100)
                        .maxTokenCount(20)
                        .maxNestingDepth(2)
                        .maxNumberLength(5)
                        .maxNameLength(5)
                        .maxStringLength(5)
                        .build())
                .build();
        TypeRef<List<List<List<String>>>> type = new TypeRef<>() {};
        List<List<List<String>>> value = List.of(List.of(Collections.nCopies(200, "a text of some length")));
        JacksonCodec codec = JacksonCodec.of(new ObjectMapper(narrow));
        assertThat(codec.whyUnsupported(type)).isEmpty();
        assertThat(codec.decode(codec.encode(value, type), type)).isEqualTo(value);
    }

    @Test
    void aRefusalNamesTheSetting() {
        JacksonCodec codec = JacksonCodec.of(
                usual().enable(SerializationFeature.WRITE_BIGDECIMAL_AS_PLAIN).build());
        assertThat(codec.whyUnsupported(TypeRef.of(Line.class)))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("SerializationFeature.WRITE_BIGDECIMAL_AS_PLAIN is enabled", "answersAsStored()"));
        assertThat(codec.comesBackEqual(Line.class).supports(TypeRef.of(Line.class)))
                .isTrue();
    }

    record Keyed(Map<String, Integer> counts) {}

    /** A result that is closed when it is written would be taken from the first caller. */
    record Closing(String id, List<String> closed) implements Closeable {

        @Override
        public void close() {
            closed.add(id);
        }
    }

    @Test
    void aSettingThatChangesWhatTheFirstCallerHasIsRefused() {
        ObjectMapper nullNames = usual().build();
        nullNames.getSerializerProvider().setNullKeySerializer(new JsonSerializer<>() {
            @Override
            public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeFieldName("");
            }
        });
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put(null, 1);
        refusedOrEqual(JacksonCodec.of(nullNames), new Keyed(counts), TypeRef.of(Keyed.class));

        ObjectMapper closing =
                usual().enable(SerializationFeature.CLOSE_CLOSEABLE).build();
        Closing value = new Closing("a", new ArrayList<>());
        refusedOrEqual(JacksonCodec.of(closing), value, TypeRef.of(Closing.class));
        assertThat(value.closed()).isEmpty();
        assertThat(JacksonCodec.of(closing).canFingerprint(TypeRef.of(Closing.class)))
                .isFalse();
        assertThat(JacksonCodec.of(usual().build()).whyUnsupported(TypeRef.of(Closing.class)))
                .isEmpty(); // so the setting is the reason
        assertThat(JacksonCodec.of(usual().build()).whyUnsupported(TypeRef.of(Keyed.class)))
                .isEmpty();
    }

    private static <T> void refusedOrEqual(JacksonCodec codec, T value, TypeRef<T> type) {
        if (codec.supports(type)) {
            assertThat(codec.decode(codec.encode(value, type), type)).isEqualTo(value);
        }
    }

    private static final class OneName extends PropertyNamingStrategies.NamingBase {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String translate(String name) {
            return name.substring(0, 1);
        }
    }

    @SuppressWarnings("UnusedVariable") // read by Jackson
    private abstract static class Ignoring {

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        int count;
    }

    /** Writes the first member only. */
    private static final class First extends BeanSerializerModifier {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                com.fasterxml.jackson.databind.SerializationConfig config,
                com.fasterxml.jackson.databind.BeanDescription bean,
                List<BeanPropertyWriter> members) {
            return new ArrayList<>(members.subList(0, Math.min(members.size(), 1)));
        }
    }

    private static final class Forgetful extends JacksonAnnotationIntrospector {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean hasIgnoreMarker(AnnotatedMember member) {
            return member.getName().contains("ount");
        }

        @Override
        public @Nullable Object findSerializer(Annotated annotated) {
            return null;
        }
    }

    private static final class NoLetters extends CharacterEscapes {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['a'] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int letter) {
            return new com.fasterxml.jackson.core.io.SerializedString("b");
        }
    }
}
