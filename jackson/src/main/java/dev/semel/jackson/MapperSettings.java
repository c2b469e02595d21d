// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.DeserializerFactoryConfig;
import com.fasterxml.jackson.databind.cfg.SerializerFactoryConfig;
import com.fasterxml.jackson.databind.deser.BasicDeserializerFactory;
import com.fasterxml.jackson.databind.ser.BasicSerializerFactory;
import java.io.Serial;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a mapper under which the form of a class shows in its members and in samples. A setting that is not
 * known to be harmless has to be Jackson's default.
 */
@SuppressWarnings("deprecation") // the features of streams are asked by the names under which a mapper holds them
final class MapperSettings {

    /** Features of no effect on the value that comes back, or one that samples and members show. */
    private static final Set<SerializationFeature> WRITING = Set.of(
            SerializationFeature.INDENT_OUTPUT,
            SerializationFeature.FAIL_ON_EMPTY_BEANS,
            SerializationFeature.FAIL_ON_UNWRAPPED_TYPE_IDENTIFIERS,
            SerializationFeature.WRAP_EXCEPTIONS,
            SerializationFeature.FLUSH_AFTER_WRITE_VALUE,
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DATES_WITH_ZONE_ID,
            SerializationFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS,
            SerializationFeature.WRITE_CHAR_ARRAYS_AS_JSON_ARRAYS,
            SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS,
            SerializationFeature.USE_EQUALITY_FOR_OBJECT_ID);

    /** Features that change how a value is written, but not whether two values are written alike. */
    private static final Set<SerializationFeature> WRITING_OF_INPUTS = Set.of(
            SerializationFeature.WRITE_BIGDECIMAL_AS_PLAIN,
            SerializationFeature.WRITE_ENUMS_USING_TO_STRING, // enums are tried completely
            SerializationFeature.WRITE_ENUMS_USING_INDEX,
            SerializationFeature.WRITE_ENUM_KEYS_USING_INDEX);

    /** Features of reading, of classes that are compared by name, or of text that has a canonical form. */
    private static final Set<MapperFeature> MEMBERS_OF_INPUTS = Set.of(
            MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES,
            MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS,
            MapperFeature.ACCEPT_CASE_INSENSITIVE_VALUES,
            MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS,
            MapperFeature.ALLOW_EXPLICIT_PROPERTY_RENAMING,
            MapperFeature.INFER_BUILDER_TYPE_BINDINGS);

    private static final Set<DeserializationFeature> READING = Set.of(
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
            DeserializationFeature.USE_BIG_INTEGER_FOR_INTS,
            DeserializationFeature.USE_LONG_FOR_INTS,
            DeserializationFeature.USE_JAVA_ARRAY_FOR_JSON_ARRAY,
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
            DeserializationFeature.FAIL_ON_INVALID_SUBTYPE,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
            DeserializationFeature.FAIL_ON_UNRESOLVED_OBJECT_IDS,
            DeserializationFeature.FAIL_ON_MISSING_EXTERNAL_TYPE_ID_PROPERTY,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.WRAP_EXCEPTIONS,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
            DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE,
            DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS,
            DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
            DeserializationFeature.EAGER_DESERIALIZER_FETCH);

    private static final Set<MapperFeature> MEMBERS = Set.of(
            MapperFeature.AUTO_DETECT_CREATORS,
            MapperFeature.AUTO_DETECT_FIELDS,
            MapperFeature.AUTO_DETECT_GETTERS,
            MapperFeature.AUTO_DETECT_IS_GETTERS,
            MapperFeature.AUTO_DETECT_SETTERS,
            MapperFeature.REQUIRE_SETTERS_FOR_GETTERS,
            MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS,
            MapperFeature.INFER_PROPERTY_MUTATORS,
            MapperFeature.INFER_CREATOR_FROM_CONSTRUCTOR_PROPERTIES,
            MapperFeature.PROPAGATE_TRANSIENT_MARKER,
            MapperFeature.USE_GETTERS_AS_SETTERS,
            MapperFeature.DEFAULT_VIEW_INCLUSION,
            MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
            MapperFeature.SORT_CREATOR_PROPERTIES_FIRST,
            MapperFeature.USE_STD_BEAN_NAMING,
            MapperFeature.ALLOW_COERCION_OF_SCALARS,
            MapperFeature.OVERRIDE_PUBLIC_ACCESS_MODIFIERS,
            MapperFeature.IGNORE_DUPLICATE_MODULE_REGISTRATIONS,
            MapperFeature.BLOCK_UNSAFE_POLYMORPHIC_BASE_TYPES,
            MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES,
            MapperFeature.REQUIRE_HANDLERS_FOR_JAVA8_TIMES);

    private static final Set<JsonGenerator.Feature> TEXT = Set.of(
            JsonGenerator.Feature.AUTO_CLOSE_TARGET,
            JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT,
            JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM,
            JsonGenerator.Feature.ESCAPE_NON_ASCII,
            JsonGenerator.Feature.STRICT_DUPLICATE_DETECTION,
            JsonGenerator.Feature.USE_FAST_DOUBLE_WRITER);

    private static final Set<JsonParser.Feature> PARSING = Set.of(
            JsonParser.Feature.AUTO_CLOSE_SOURCE,
            JsonParser.Feature.ALLOW_COMMENTS,
            JsonParser.Feature.ALLOW_YAML_COMMENTS,
            JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES,
            JsonParser.Feature.ALLOW_SINGLE_QUOTES,
            JsonParser.Feature.ALLOW_UNQUOTED_CONTROL_CHARS,
            JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS,
            JsonParser.Feature.ALLOW_TRAILING_COMMA,
            JsonParser.Feature.STRICT_DUPLICATE_DETECTION,
            JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION,
            JsonParser.Feature.USE_FAST_DOUBLE_PARSER,
            JsonParser.Feature.USE_FAST_BIG_NUMBER_PARSER);

    /** The packages whose extensions of a mapper are known; each class that they treat in their own way shows. */
    private static final List<String> KNOWN = List.of(
            "com.fasterxml.jackson.databind.",
            "com.fasterxml.jackson.datatype.jdk8.",
            "com.fasterxml.jackson.datatype.jsr310.",
            "com.fasterxml.jackson.module.paramnames.",
            "com.fasterxml.jackson.module.kotlin.",
            Decimals.class.getName(),
            ContentSerializers.class.getName());

    private static final String OTHER_INCLUSION = "an inclusion of members other than ALWAYS and NON_NULL";

    private final ObjectMapper mapper;
    private final SerializationConfig writing;
    private final DeserializationConfig reading;

    private MapperSettings(ObjectMapper mapper) {
        this.mapper = mapper;
        this.writing = mapper.getSerializationConfig();
        this.reading = mapper.getDeserializationConfig();
    }

    /** {@return the first setting of a codec's mapper that is not known to be harmless; null if there is none} */
    static @Nullable String problem(ObjectMapper mapper) {
        MapperSettings settings = new MapperSettings(mapper);
        return settings.problems()
                .filter(problem -> !problem.isEmpty())
                .findFirst()
                .map(problem -> "the mapper has a setting with which results may not come back equal (" + problem
                        + "); leave it out of the mapper of this codec")
                .orElse(null);
    }

    /** {@return the first setting of a mapper with which payloads may be written alike; null if there is none} */
    static @Nullable String problemOfWriting(ObjectMapper mapper) {
        MapperSettings settings = new MapperSettings(mapper);
        return Stream.of(
                        settings.writingFeatures(),
                        Stream.of(settings.classes(), settings.valuesOfWriting()),
                        settings.extensions(settings.writers()))
                .flatMap(problems -> problems)
                .filter(problem -> !problem.isEmpty())
                .findFirst()
                .map(problem -> "the mapper has a setting with which two payloads may have one fingerprint (" + problem
                        + "); leave it out of the mapper of this codec")
                .orElse(null);
    }

    private Stream<String> writingFeatures() {
        return Stream.concat(
                Stream.of(SerializationFeature.values())
                        .filter(each -> writing.isEnabled(each) != each.enabledByDefault())
                        .filter(each -> !WRITING.contains(each) && !WRITING_OF_INPUTS.contains(each))
                        .map(each -> named(each, writing.isEnabled(each))),
                Stream.of(MapperFeature.values())
                        .filter(each -> writing.isEnabled(each) != each.enabledByDefault())
                        .filter(each -> !MEMBERS.contains(each) && !MEMBERS_OF_INPUTS.contains(each))
                        .map(each -> named(each, writing.isEnabled(each))));
    }

    private String valuesOfWriting() {
        if (!isInclusionKnown()) {
            return OTHER_INCLUSION;
        }
        return writing.getHandlerInstantiator() != null || writing.getActiveView() != null
                ? "a view, or handlers of annotations"
                : "";
    }

    private Stream<String> problems() {
        return Stream.of(features(), Stream.of(classes(), values(), text()), extensions())
                .flatMap(problems -> problems);
    }

    private Stream<String> features() {
        return Stream.of(
                        Stream.of(SerializationFeature.values())
                                .filter(each -> writing.isEnabled(each) != each.enabledByDefault())
                                .filter(each -> !WRITING.contains(each))
                                .map(each -> named(each, writing.isEnabled(each))),
                        Stream.of(DeserializationFeature.values())
                                .filter(each -> reading.isEnabled(each) != each.enabledByDefault())
                                .filter(each -> !READING.contains(each))
                                .map(each -> named(each, reading.isEnabled(each))),
                        Stream.of(MapperFeature.values())
                                .filter(each -> writing.isEnabled(each) != each.enabledByDefault()
                                        || reading.isEnabled(each) != each.enabledByDefault())
                                .filter(each -> !MEMBERS.contains(each))
                                .map(each -> named(each, !each.enabledByDefault())),
                        Stream.of(JsonGenerator.Feature.values())
                                .filter(each -> writing.isEnabled(each, mapper.getFactory()) != each.enabledByDefault())
                                .filter(each -> !TEXT.contains(each))
                                .map(each -> named(each, !each.enabledByDefault())),
                        Stream.of(JsonParser.Feature.values())
                                .filter(each -> reading.isEnabled(each, mapper.getFactory()) != each.enabledByDefault())
                                .filter(each -> !PARSING.contains(each))
                                .map(each -> named(each, !each.enabledByDefault())))
                .flatMap(names -> names);
    }

    private static String named(Enum<?> feature, boolean enabled) {
        String owner = feature.getDeclaringClass().getName();
        return owner.substring(owner.lastIndexOf('.') + 1).replace('$', '.') + "." + feature.name()
                + (enabled ? " is enabled" : " is disabled");
    }

    /** {@return a class of the mapper that is not Jackson's own} */
    private String classes() {
        return Stream.of(
                        mapper,
                        mapper.getFactory(),
                        mapper.getTypeFactory(),
                        mapper.getSerializerProvider(),
                        mapper.getSerializerProvider().getDefaultNullValueSerializer(),
                        mapper.getDeserializationContext(),
                        mapper.getSerializerFactory(),
                        mapper.getDeserializationContext().getFactory(),
                        writing.getClassIntrospector(),
                        reading.getClassIntrospector(),
                        writing.getSubtypeResolver())
                .map(Object::getClass)
                .filter(type -> type != InputSerializers.class
                        && !type.getName().startsWith("com.fasterxml.jackson.core.")
                        && !type.getName().startsWith("com.fasterxml.jackson.databind."))
                .map(type -> "its part " + type.getName())
                .findFirst()
                .orElse("");
    }

    private String values() {
        if (!isInclusionKnown()) {
            return OTHER_INCLUSION;
        }
        if (mapper.mixInCount() > 0) {
            return "mix-in annotations";
        }
        if (writing.getDefaultTyper(mapper.constructType(Object.class)) != null
                || reading.getDefaultTyper(mapper.constructType(Object.class)) != null) {
            return "default typing";
        }
        if (reading.getProblemHandlers() != null
                || reading.getHandlerInstantiator() != null
                || writing.getHandlerInstantiator() != null) {
            return "handlers of problems or of annotations";
        }
        boolean merged = Boolean.TRUE.equals(reading.getDefaultMergeable())
                || !reading.getDefaultSetterInfo().equals(JsonSetter.Value.empty());
        return merged
                        || writing.getActiveView() != null
                        || reading.getActiveView() != null
                        || writing.getFullRootName() != null
                        || reading.getFullRootName() != null
                ? "a view, a root name, or a rule for nulls"
                : "";
    }

    /** NON_NULL of members shows in them, and that of contents matters to maps alone: see {@link #problemOfMaps}. */
    private boolean isInclusionKnown() {
        JsonInclude.Value inclusion = writing.getDefaultPropertyInclusion();
        return isWholeOrNonNull(inclusion.getValueInclusion()) && isWholeOrNonNull(inclusion.getContentInclusion());
    }

    private static boolean isWholeOrNonNull(JsonInclude.Include include) {
        return isAlways(include) || include == JsonInclude.Include.NON_NULL;
    }

    /** {@return why a mapper does not write all of a map; null if it does} */
    static @Nullable String problemOfMaps(ObjectMapper mapper) {
        JsonInclude.Include contents =
                mapper.getSerializationConfig().getDefaultPropertyInclusion().getContentInclusion();
        return isAlways(contents)
                ? null
                : "the mapper leaves out a map's values that are null, as setSerializationInclusion(NON_NULL) asks for;"
                        + " take setDefaultPropertyInclusion(JsonInclude.Value.construct(NON_NULL, ALWAYS)) instead";
    }

    private static boolean isAlways(JsonInclude.Include include) {
        return include == JsonInclude.Include.ALWAYS || include == JsonInclude.Include.USE_DEFAULTS;
    }

    private String text() {
        return new SeenFactory(mapper.getFactory()).isOtherThanDefault() ? "a factory with escapes or decorators" : "";
    }

    private Stream<?> writers() {
        SerializerFactoryConfig writers = ((BasicSerializerFactory) mapper.getSerializerFactory()).getFactoryConfig();
        return Stream.<Iterable<?>>of(writers.serializerModifiers(), introspectors(writing.getAnnotationIntrospector()))
                .flatMap(extensions -> StreamSupport.stream(extensions.spliterator(), false));
    }

    private Stream<String> extensions(Stream<?> all) {
        return all.map(each -> each.getClass().getName())
                .filter(name -> KNOWN.stream().noneMatch(name::startsWith))
                .map(name -> "its extension " + name);
    }

    private Stream<String> extensions() {
        DeserializerFactoryConfig readers =
                ((BasicDeserializerFactory) mapper.getDeserializationContext().getFactory()).getFactoryConfig();
        Stream<Object> all = Stream.<Iterable<?>>of(
                        readers.deserializerModifiers(),
                        readers.valueInstantiators(),
                        introspectors(reading.getAnnotationIntrospector()))
                .flatMap(extensions -> StreamSupport.stream(extensions.spliterator(), false));
        return Stream.concat(
                readers.hasAbstractTypeResolvers() ? Stream.of("a mapping of abstract types") : Stream.empty(),
                extensions(Stream.concat(writers(), all)));
    }

    private static List<AnnotationIntrospector> introspectors(AnnotationIntrospector introspector) {
        return List.copyOf(introspector.allIntrospectors());
    }

    /** A copy of a factory that shows what changes texts on their way. */
    private static final class SeenFactory extends JsonFactory {

        @Serial
        private static final long serialVersionUID = 1L;

        SeenFactory(JsonFactory seen) {
            super(seen, null);
        }

        boolean isOtherThanDefault() {
            return _characterEscapes != null
                    || _inputDecorator != null
                    || _outputDecorator != null
                    || (_generatorDecorators != null && !_generatorDecorators.isEmpty());
        }
    }
}
