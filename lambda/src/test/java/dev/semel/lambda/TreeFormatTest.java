// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.MissingKeyPartException;
import dev.semel.jackson.JacksonCanonicalJson;
import dev.semel.jackson.JacksonKeys;
import dev.semel.json.JsonException;
import dev.semel.json.JsonKeys;
import dev.semel.json.text.JsonElement;
import dev.semel.json.text.TreeFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Events are read and written as by Jackson's own trees, which read them before: over all sample events and seeded
 * mutations of them, with the same values, messages, places of failures, canonical forms, keys and bytes.
 */
class TreeFormatTest {

    private static final ObjectReader TREES = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    private static final JsonMapper WRITER = new JsonMapper();
    private static final TreeFormat FORMAT = new TreeFormat();
    private static final JacksonCanonicalJson CANONICAL = JacksonCanonicalJson.create();
    private static final JsonKeys KEYS = JsonKeys.create();
    private static final JacksonKeys OF_NODES = JacksonKeys.create();

    private static final List<String> PIECES = List.of(
            "",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\",
            "\n",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "\"x\":1,\"x\":2,",
            "\"\\uD83D\"",
            "\"\\u00e9\\/\\uD83D\\uDE00\"",
            "01",
            "-",
            "-0",
            "-0.0",
            "0e9",
            "1.0",
            "100.00",
            "12e1",
            "1E+3",
            "2147483648",
            "-2147483649",
            "9223372036854775808",
            "9".repeat(1000),
            "9".repeat(1001),
            "0." + "9".repeat(998),
            "0." + "0".repeat(990) + "7",
            "1e400",
            "1e-400",
            "1e2147483647",
            "1e-2147483648",
            "1e99999999999",
            "1e999999999999999999999",
            "NaN",
            "null",
            "true",
            "nul",
            "/* */",
            " 7",
            "[".repeat(1001));

    static Stream<Path> documents() throws IOException, URISyntaxException {
        Path events = Path.of(Objects.requireNonNull(TreeFormatTest.class.getResource("/events"))
                .toURI());
        try (Stream<Path> files = Files.walk(events)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySampleIsReadAndWrittenAsBefore(Path file) throws IOException {
        String sample = Files.readString(file);
        compare(sample);
        List<String> hostile = HostileJson.of(sample);
        Random random = new Random(sample.hashCode()); // of the sample: the same in each run
        for (int i = 0; i < 60; i++) {
            compare(hostile.get(random.nextInt(hostile.size())));
            compare(mutated(sample, random));
        }
    }

    @Test
    void everyPieceIsReadAndWrittenAsBefore() {
        for (String piece : PIECES) {
            compare(piece);
            compare("[" + piece + "]");
            compare("[1, " + piece + "]");
            compare("{\"a\": " + piece + "}");
            compare("{\"a\": {\"b\": [0, {\"c\": " + piece + "}]}}");
            compare("{} " + piece);
        }
        compare("[".repeat(1000) + "]".repeat(1000));
        compare("{\"a\":".repeat(1000) + "1" + "}".repeat(1000));
        compare("[".repeat(1001) + "]".repeat(1001));
    }

    private static String mutated(String sample, Random random) {
        int from = random.nextInt(sample.length());
        int to = Math.min(sample.length(), from + random.nextInt(4));
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        return random.nextInt(10) == 0
                ? sample.substring(0, from)
                : sample.substring(0, from) + piece + sample.substring(to);
    }

    private static void compare(String document) {
        byte[] utf8 = document.getBytes(StandardCharsets.UTF_8);
        JsonNode before = compare(document, () -> TREES.readTree(document), () -> FORMAT.read(document));
        compare(
                document,
                () -> TREES.readTree(new ByteArrayInputStream(utf8)),
                () -> FORMAT.read(new ByteArrayInputStream(utf8)));
        if (before != null && !before.isMissingNode()) {
            JsonElement now = JsonPlace.parsed("event", () -> FORMAT.read(document));
            written(document, before, now);
        }
    }

    private static @Nullable JsonNode compare(
            String document, JsonPlace.Parsing<JsonNode> before, JsonPlace.Parsing<JsonElement> now) {
        List<JsonNode> read = new ArrayList<>();
        String failure = failureOf(() -> read.add(JsonPlace.parsed("event", before)));
        List<JsonElement> tree = new ArrayList<>();
        assertThat(failureOf(() -> tree.add(JsonPlace.parsed("event", now))))
                .as(document)
                .isEqualTo(failure);
        if (read.isEmpty()) {
            return null;
        }
        same(document, read.get(0), tree.get(0));
        return read.get(0);
    }

    private static String failureOf(Callable<?> reading) {
        try {
            reading.call();
            return "";
        } catch (InvalidEventException | JsonException | MissingKeyPartException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return "not written";
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private record Pair(JsonNode before, JsonElement now) {}

    /** As the handlers look into a document, node by node: a stack of calls would be as deep as the document. */
    private static void same(String document, JsonNode before, JsonElement now) {
        Deque<Pair> open = new ArrayDeque<>(List.of(new Pair(before, now)));
        while (!open.isEmpty()) {
            Pair next = open.removeLast();
            open.addAll(sameNode(document, next.before(), next.now()));
        }
    }

    /** {@return the pairs of children} */
    private static List<Pair> sameNode(String document, JsonNode before, JsonElement now) {
        assertThat(now.isMissing()).as(document).isEqualTo(before.isMissingNode());
        assertThat(now.isNull()).as(document).isEqualTo(before.isNull());
        assertThat(now.isObject()).as(document).isEqualTo(before.isObject());
        assertThat(now.isArray()).as(document).isEqualTo(before.isArray());
        assertThat(now.isScalar()).as(document).isEqualTo(before.isValueNode());
        assertThat(now.isBoolean()).as(document).isEqualTo(before.isBoolean());
        assertThat(now.isTrue()).as(document).isEqualTo(before.booleanValue());
        assertThat(now.isNumber()).as(document).isEqualTo(before.isNumber());
        assertThat(now.text()).as(document).isEqualTo(before.textValue());
        assertThat(now.whole()).as(document).isEqualTo(before.isIntegralNumber() ? before.bigIntegerValue() : null);
        assertThat(now.decimal()).as(document).isEqualTo(before.isNumber() ? before.decimalValue() : null);
        assertThat(now.spelling()).as(document).isEqualTo(before.asText());
        assertThat(now.children()).as(document).hasSize(before.size());
        assertThat(now.elements()).as(document).hasSize(before.isArray() ? before.size() : 0);
        assertThat(now.members().keySet().stream())
                .as(document)
                .containsExactlyElementsOf(
                        before.properties().stream().map(Map.Entry::getKey).toList());
        assertThat(now.at("no such").isMissing()).as(document).isTrue();
        assertThat(now.at(-1).isMissing()).as(document).isTrue();
        assertThat(now.at(before.size()).isMissing()).as(document).isTrue();
        assertThat(now.toString().length()).as(document).isLessThan(10);
        List<Pair> pairs = new ArrayList<>();
        Iterator<JsonElement> children = now.children().iterator();
        int index = 0;
        for (JsonNode child : before) {
            JsonElement next = children.next();
            if (now.isArray()) {
                assertThat(now.at(index)).as(document).isSameAs(next);
            }
            pairs.add(new Pair(child, next));
            index++;
        }
        now.members().forEach((name, value) -> {
            assertThat(now.has(name)).as(document).isTrue();
            assertThat(now.at(name)).as(document).isSameAs(value);
        });
        return pairs;
    }

    private static void written(String document, JsonNode before, JsonElement now) {
        compareResult(document, () -> CANONICAL.ofValue(before).toUtf8(), now::canonical);
        compareResult(document, before::toString, () -> FORMAT.text(now));
        compareResult(document, () -> WRITER.writeValueAsBytes(before), () -> FORMAT.bytes(now));
        for (String path : List.of("", "/a", "/a/b/1/c", "/Records/0/body", "/a/0", "/1", "/detail/x")) {
            JsonPointer pointer = JsonPointer.compile(path);
            same(document, before.at(pointer), now.at(pointer));
            compareResult(
                    document,
                    () -> OF_NODES.at(path).extract(before),
                    () -> KEYS.at(path).extract(now));
        }
    }

    private static void compareResult(String document, Callable<Object> before, Callable<Object> now) {
        List<Object> results = new ArrayList<>();
        String failure = failureOf(() -> results.add(before.call()));
        assertThat(failureOf(() -> results.add(now.call()))).as(document).isEqualTo(failure);
        if (failure.isEmpty()) {
            assertThat(results.get(1)).as(document).isEqualTo(results.get(0));
        }
    }
}
