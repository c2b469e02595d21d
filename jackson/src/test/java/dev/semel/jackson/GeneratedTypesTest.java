// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.Blob;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Generated classes, of fields with random visibilities, accessors and annotations, under random mappers: a class is
 * refused, or two values that differ in a field have two fingerprints, and each result comes back with all its fields.
 */
@NullMarked
class GeneratedTypesTest {

    private static final long SEED = 20_261_129;
    private static final int CLASSES = 200;
    private static final int MAPPERS = 6;

    // ---- sources ----

    private static final List<String> TYPES = List.of(
            "int",
            "long",
            "boolean",
            "Boolean",
            "String",
            "double",
            "java.math.BigDecimal",
            "java.time.Instant",
            "java.util.List<String>",
            "java.util.Map<String, Integer>",
            "Object",
            "int[]",
            "java.util.Optional<String>",
            "byte[]",
            "Number",
            "java.util.Collection<Integer>",
            "java.util.concurrent.TimeUnit");

    private static final List<String> ON_FIELD = List.of(
            "",
            "",
            "",
            "",
            "",
            "@JsonProperty ",
            "@JsonProperty(\"x\") ",
            "@JsonProperty(access = JsonProperty.Access.WRITE_ONLY) ",
            "@JsonProperty(access = JsonProperty.Access.READ_ONLY) ",
            "@JsonInclude(JsonInclude.Include.NON_EMPTY) ",
            "@JsonInclude(JsonInclude.Include.NON_DEFAULT) ",
            "@JsonInclude(JsonInclude.Include.NON_NULL) ",
            "@JsonFormat(shape = JsonFormat.Shape.STRING) ",
            "@JsonRawValue ",
            "@JsonValue ",
            "@JsonAlias(\"y\") ");

    private static final List<String> ON_CLASS = List.of(
            "",
            "",
            "",
            "",
            "",
            "",
            "@JsonInclude(JsonInclude.Include.NON_EMPTY) ",
            "@JsonInclude(JsonInclude.Include.NON_NULL) ",
            "@JsonIncludeProperties(\"f0\") ",
            "@JsonPropertyOrder(\"f1\") ",
            "@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY) ",
            "@JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.NONE) ",
            "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME) ",
            "@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) ",
            "@JsonFormat(shape = JsonFormat.Shape.ARRAY) ",
            "@JsonRootName(\"r\") ");

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String source(int number, Random random) {
        boolean record = random.nextInt(4) == 0;
        String name = "G" + number;
        StringBuilder text = new StringBuilder("package generated;\nimport com.fasterxml.jackson.annotation.*;\n");
        int fields = 1 + random.nextInt(3);
        text.append(pick(random, ON_CLASS)).append("public ");
        if (record) {
            List<String> components = new ArrayList<>();
            for (int i = 0; i < fields; i++) {
                components.add(pick(random, ON_FIELD) + pick(random, TYPES) + " f" + i);
            }
            text.append("record ")
                    .append(name)
                    .append('(')
                    .append(String.join(", ", components))
                    .append(") {\n");
            if (random.nextInt(4) == 0) {
                text.append("public int getF0() { return 0; }\n");
            }
            if (random.nextInt(6) == 0) {
                text.append("@JsonValue String masked() { return \"***\"; }\n");
            }
            return text.append('}').toString();
        }
        text.append(random.nextBoolean() ? "final " : "")
                .append("class ")
                .append(name)
                .append(" {\n");
        for (int i = 0; i < fields; i++) {
            member(text, "f" + i, pick(random, TYPES), random);
        }
        return text.append('}').toString();
    }

    private static void member(StringBuilder text, String name, String type, Random random) {
        String capital = name.toUpperCase(Locale.ROOT);
        String visibility = pick(random, List.of("private ", "private ", "private ", "", "protected ", "public "));
        text.append(pick(random, ON_FIELD))
                .append(visibility)
                .append(type)
                .append(' ')
                .append(name)
                .append(";\n");
        switch (random.nextInt(8)) {
            case 0 -> text.append(""); // no getter
            case 1 -> text.append("public short get%s() { return 1; }\n".formatted(capital));
            case 2 ->
                text.append("@JsonIgnore(false) public %s get%s() { return %s; }\n".formatted(type, capital, name));
            case 3 -> text.append("%s get%s() { return %s; }\n".formatted(type, capital, name));
            case 4 ->
                text.append("@JsonProperty(\"z%s\") public %s %s() { return %s; }\n".formatted(name, type, name, name));
            default -> text.append("public %s get%s() { return %s; }\n".formatted(type, capital, name));
        }
        if (random.nextInt(3) > 0) {
            text.append("public void set%s(%s value) { this.%s = value; }\n".formatted(capital, type, name));
        }
    }

    // ---- mappers ----

    private static ObjectMapper mapper(Random random) {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        if (random.nextBoolean()) {
            builder.addModule(new Jdk8Module());
        }
        SerializationFeature[] writing = SerializationFeature.values();
        MapperFeature[] members = MapperFeature.values();
        if (random.nextInt(2) == 0) {
            SerializationFeature any = writing[random.nextInt(writing.length)];
            builder.configure(any, !any.enabledByDefault());
        }
        ObjectMapper mapper = builder.build();
        if (random.nextInt(2) == 0) {
            configure(mapper, members[random.nextInt(members.length)]);
        }
        switch (random.nextInt(6)) {
            case 0 -> mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
            case 1 ->
                mapper.setDefaultPropertyInclusion(pick(
                        random,
                        List.of(
                                JsonInclude.Include.NON_NULL,
                                JsonInclude.Include.NON_ABSENT,
                                JsonInclude.Include.NON_EMPTY,
                                JsonInclude.Include.NON_DEFAULT)));
            case 2 ->
                mapper.setVisibility(
                        PropertyAccessor.FIELD, com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY);
            case 3 ->
                mapper.setVisibility(
                        PropertyAccessor.GETTER, com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE);
            default -> {}
        }
        return mapper;
    }

    @SuppressWarnings("deprecation") // a mapper of today may have it set
    private static void configure(ObjectMapper mapper, MapperFeature feature) {
        mapper.configure(feature, !feature.enabledByDefault());
    }

    // ---- values ----

    /** {@return two values of a field's type that differ, and null if it may be null} */
    private static List<@Nullable Object> valuesOf(Class<?> type) {
        return switch (type.getName()) {
            case "int" -> List.of(0, 7);
            case "long" -> List.of(0L, 1L << 53, (1L << 53) + 1);
            case "boolean" -> List.of(true, false);
            case "double" -> List.of(0.5, 1e300);
            case "java.lang.Boolean" -> nullable(true, false);
            case "java.lang.String" -> nullable("", "1", "2");
            case "java.math.BigDecimal" -> nullable(java.math.BigDecimal.ONE, new java.math.BigDecimal("1e-30"));
            case "java.time.Instant" -> nullable(java.time.Instant.EPOCH, java.time.Instant.EPOCH.plusNanos(1));
            case "java.util.List" -> nullable(List.of(), List.of("a"), List.of(""));
            case "java.util.Collection" -> nullable(List.of(), List.of(1));
            case "java.util.Map" -> nullable(Map.of(), Map.of("a", 1));
            case "java.lang.Object" -> nullable("a", 1, new BitSetLike());
            case "java.lang.Number" -> nullable(1, 2L);
            case "[I" -> nullable(new int[0], new int[] {1});
            case "[B" -> nullable(new byte[0], new byte[] {1});
            case "java.util.Optional" -> nullable(java.util.Optional.empty(), java.util.Optional.of("a"));
            default -> nullable(TimeUnit.DAYS, TimeUnit.HOURS);
        };
    }

    /** A class without any member. */
    static final class BitSetLike {}

    @SuppressWarnings("NullAway") // null is one of the values
    private static List<@Nullable Object> nullable(Object... values) {
        List<@Nullable Object> all = new ArrayList<>(List.of(values));
        all.add(null);
        return all;
    }

    private static Object made(Class<?> type, Random random, int changed, int to) throws ReflectiveOperationException {
        Field[] fields = type.getDeclaredFields();
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            List<@Nullable Object> all = valuesOf(fields[i].getType());
            values[i] = all.get(i == changed ? to : random.nextInt(all.size()));
        }
        if (type.isRecord()) {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            return constructor.newInstance(values);
        }
        Object made = type.getDeclaredConstructor().newInstance();
        for (int i = 0; i < fields.length; i++) {
            fields[i].setAccessible(true);
            fields[i].set(made, values[i]);
        }
        return made;
    }

    // ---- the rule ----

    private int compared;
    private int replayed;

    @Test
    void aClassIsRefusedOrTellsItsValuesApartAndComesBack() throws Exception {
        Random random = new Random(SEED);
        Map<String, String> sources = new HashMap<>();
        for (int i = 0; i < CLASSES; i++) {
            sources.put("generated.G" + i, source(i, random));
        }
        ClassLoader loader = new Compiled(sources);
        List<ResultCodec> codecs = new ArrayList<>(List.of(PlainJsonCodec.create(), JacksonCodec.create()));
        for (int i = 0; i < MAPPERS; i++) {
            codecs.add(JacksonCodec.of(mapper(random)));
        }
        for (int i = 0; i < CLASSES; i++) {
            Class<?> type = loader.loadClass("generated.G" + i);
            for (ResultCodec codec : codecs) {
                String of = "seed " + SEED + ", " + codecs.indexOf(codec) + "\n" + sources.get(type.getName());
                tellsApart(type, codec, random, of);
                comesBack(TypeRef.of(type), type, codec, random, of);
            }
        }
        assertThat(compared).isGreaterThan(300); // neither rule holds because nothing is taken
        assertThat(replayed).isGreaterThan(40);
    }

    private void tellsApart(Class<?> type, ResultCodec codec, Random random, String of) throws Exception {
        Fingerprinter fingerprinter = (Fingerprinter) codec;
        if (!fingerprinter.canFingerprint(TypeRef.of(type))) {
            return;
        }
        Field[] fields = type.getDeclaredFields();
        int field = random.nextInt(fields.length);
        long rest = random.nextLong();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < valuesOf(fields[field].getType()).size(); i++) {
            String fingerprint;
            try {
                fingerprint = fingerprinter
                        .fingerprint(made(type, new Random(rest), field, i))
                        .value();
            } catch (JsonException e) {
                continue; // refused before anything ran
            }
            compared++;
            assertThat(seen.put(fingerprint, i))
                    .as("%s of %s", fields[field].getName(), of)
                    .isNull();
        }
    }

    private <T> void comesBack(TypeRef<T> ref, Class<?> type, ResultCodec codec, Random random, String of)
            throws Exception {
        if (!codec.supports(ref)) {
            return;
        }
        @SuppressWarnings("unchecked")
        T value = (T) made(type, random, -1, 0);
        Blob stored;
        try {
            stored = codec.encode(value, ref);
        } catch (JsonException e) {
            return; // of the few values without JSON, such as null in a @JsonValue
        }
        T read = codec.decode(stored, ref);
        assertThat(Sameness.same(value, read)).as(of).isTrue();
        replayed++;
    }

    // ---- compiling in memory ----

    private static final class Compiled extends ClassLoader {

        private final Map<String, byte[]> classes = new HashMap<>();

        Compiled(Map<String, String> sources) throws IOException {
            super(GeneratedTypesTest.class.getClassLoader());
            JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
            StringWriter errors = new StringWriter();
            List<JavaFileObject> files = new ArrayList<>();
            sources.forEach((name, text) -> files.add(new Source(name, text)));
            try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
                    JavaFileManager memory = new InMemory(standard, classes)) {
                boolean done = compiler.getTask(
                                errors,
                                memory,
                                null,
                                List.of("-proc:none", "-parameters", "-nowarn", "-classpath", path()),
                                null,
                                files)
                        .call();
                assertThat(done).as(errors.toString()).isTrue();
            }
        }

        /** {@return where the annotations and the classes of this test are, whatever started it} */
        private static String path() {
            return Stream.of(JsonInclude.class)
                    .map(each -> each.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignored) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, byte[]> classes;

        InMemory(JavaFileManager standard, Map<String, byte[]> classes) {
            super(standard);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name + ".class"), kind) {
                @Override
                public java.io.OutputStream openOutputStream() {
                    return new java.io.ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
