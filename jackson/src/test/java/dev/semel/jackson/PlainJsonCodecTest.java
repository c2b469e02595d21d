// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.PlainSamples.Sample;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.Blob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain codec writes the bytes of the codec on a mapper, reads them, and makes the same fingerprints. */
@NullMarked
class PlainJsonCodecTest {

    private final PlainJsonCodec plain = PlainJsonCodec.create();
    private final JacksonCodec jackson = JacksonCodec.create();

    static Stream<Sample> results() {
        return PlainSamples.results();
    }

    static Stream<Object> payloads() {
        return PlainSamples.payloads();
    }

    @ParameterizedTest
    @MethodSource("results")
    void bytesAndValuesAreThoseOfTheMapper(Sample sample) {
        for (Object value : sample.values()) {
            agree(value, sample.type());
        }
    }

    @SuppressWarnings("unchecked")
    private <T> void agree(Object sample, TypeRef<T> type) {
        T value = (T) sample;
        JacksonCodec mapper = jackson.forAnswersAsStored(); // takes values of subclasses too
        assertThat(plain.forAnswersAsStored().whyUnsupported(type)).isEmpty();
        assertThat(mapper.whyUnsupported(type)).isEmpty();
        assertThat(plain.supports(type)).isEqualTo(jackson.supports(type));
        Blob bytes = mapper.encode(value, type);
        assertThat(plain.encode(value, type).toUtf8()).isEqualTo(bytes.toUtf8());
        T replayed = plain.decode(bytes, type);
        assertThat(replayed).usingRecursiveComparison().isEqualTo(jackson.decode(bytes, type));
        assertThat(replayed.getClass()).isEqualTo(jackson.decode(bytes, type).getClass());
        assertThat(mapper.encode(replayed, type).toUtf8())
                .isEqualTo(mapper.encode(jackson.decode(bytes, type), type).toUtf8());
    }

    @ParameterizedTest
    @MethodSource("results")
    void fingerprintsOfResultsAreThoseOfTheMapper(Sample sample) {
        assertThat(plain.canFingerprint(sample.type())).isEqualTo(jackson.canFingerprint(sample.type()));
        for (Object value : sample.values()) {
            sameFingerprint(value);
        }
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void fingerprintsOfPayloadsAreThoseOfTheMapper(Object payload) {
        sameFingerprint(payload);
    }

    private void sameFingerprint(Object value) {
        String expected;
        try {
            expected = jackson.fingerprint(value).value();
        } catch (JsonException e) {
            assertThatThrownBy(() -> plain.fingerprint(value))
                    .isInstanceOf(JsonException.class)
                    .hasMessage(e.getMessage());
            return;
        }
        assertThat(plain.fingerprint(value).value()).isEqualTo(expected);
    }

    @Test
    void nullAndNumbersWithoutCanonicalFormAreThoseOfTheMapper() {
        assertThat(plain.fingerprint(null)).isEqualTo(jackson.fingerprint(null));
        for (Object odd : List.of(Double.NaN, Float.NEGATIVE_INFINITY, "\ud800", Map.of("a", Double.NaN))) {
            assertThatThrownBy(() -> jackson.fingerprint(odd)).isInstanceOf(JsonException.class);
            sameFingerprint(odd);
        }
        agree(Double.NEGATIVE_INFINITY, TypeRef.of(Double.class));
        Blob nan = jackson.encode(Double.NaN, TypeRef.of(Double.class));
        assertThat(plain.encode(Double.NaN, TypeRef.of(Double.class))).isEqualTo(nan);
        assertThat(plain.decode(nan, TypeRef.of(Double.class))).isNaN();
    }

    @Test
    void aMemberWithoutANameIsRefusedByBoth() {
        Map<String, Integer> map = new HashMap<>();
        map.put(null, 1);
        TypeRef<Map<String, Integer>> type = new TypeRef<>() {};
        assertThatThrownBy(() -> jackson.encode(map, type)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> plain.encode(map, type)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> plain.fingerprint(map)).isInstanceOf(JsonException.class);
    }

    @Test
    void contentIdentitiesCountAtEveryPlaceAsWithTheMapper() {
        ContentSerializerTest.Message message = new ContentSerializerTest.Message("a", 1);
        for (Object payload : List.of(
                message,
                new ContentSerializerTest.Job("1", message),
                new ContentSerializerTest.Outer(message, 2),
                Map.of(message, message),
                Map.of(Blob.utf8("k"), Blob.utf8("v")),
                List.of(ContentSerializerTest.Kind.ONE, new ContentSerializerTest.Lines("a", "b")),
                Map.of(ContentSerializerTest.Kind.ONE, 1),
                new Object[] {message, Blob.utf8("é")},
                new ContentSerializerTest.Itself("a"),
                new ContentSerializerTest.Nothing("a"))) {
            sameFingerprint(payload);
        }
        assertThat(plain.canFingerprint(new TypeRef<Map<ContentSerializerTest.Message, Blob>>() {}))
                .isTrue();
        agree(message, TypeRef.of(ContentSerializerTest.Message.class)); // a result is stored whole
    }

    @Test
    void nestingIsLimitedAlike() {
        TypeRef<PlainSamples.Order> type = TypeRef.of(PlainSamples.Order.class);
        for (int levels : List.of(900, 1001)) {
            PlainSamples.Order order = PlainSamples.order();
            for (int i = 0; i < levels; i++) {
                order = new PlainSamples.Order("", List.of(), Map.of(), order);
            }
            PlainSamples.Order deep = order;
            if (levels < 1000) {
                assertThat(plain.encode(deep, type)).isEqualTo(jackson.encode(deep, type));
                assertThat(plain.encode(plain.decode(plain.encode(deep, type), type), type))
                        .isEqualTo(jackson.encode(deep, type));
                sameFingerprint(deep);
            } else {
                assertThatThrownBy(() -> jackson.encode(deep, type)).isInstanceOf(JsonException.class);
                assertThatThrownBy(() -> plain.encode(deep, type)).isInstanceOf(JsonException.class);
                assertThatThrownBy(() -> plain.fingerprint(deep)).isInstanceOf(JsonException.class);
            }
        }
        String nested = "{\"parent\":".repeat(1001) + "null" + "}".repeat(1001);
        assertThatThrownBy(() -> plain.decode(Blob.utf8(nested), type)).isInstanceOf(JsonException.class);
    }

    /** In a few words: the place of a cycle has a thousand steps, and the reason stands behind it. */
    @Test
    void aCycleIsRefused() {
        Object[] array = new Object[1];
        array[0] = Arrays.asList(1, array);
        Map<String, Object> map = new HashMap<>();
        map.put("self", new Object[] {map});
        List<Nest> nests = new ArrayList<>();
        Nest nest = new Nest("n", nests);
        nests.add(nest);
        Chain chain = new Chain();
        chain.setNext(chain);

        for (Object cycle : List.of(array, map, nest, chain)) {
            assertThatThrownBy(() -> plain.fingerprint(cycle))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("cycle");
        }
        for (Object codec : List.of(plain, jackson)) {
            ResultCodec results = (ResultCodec) codec;
            assertCycle(() -> results.encode(nest, TypeRef.of(Nest.class)));
            assertCycle(() -> results.encode(new Held(map), TypeRef.of(Held.class)));
            assertCycle(() -> results.encode(new Held(array), TypeRef.of(Held.class)));
        }
        assertCycle(() -> plain.encode(chain, TypeRef.of(Chain.class)));
    }

    private static void assertCycle(ThrowingCallable writing) {
        assertThatThrownBy(writing)
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("contains itself")
                .hasMessageContaining("1000")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(600));
    }

    record Nest(String name, List<Nest> nests) {}

    record Held(Object value) {}

    static final class Chain {
        private Chain next = this;

        public Chain getNext() {
            return next;
        }

        public void setNext(Chain next) {
            this.next = next;
        }
    }
}
