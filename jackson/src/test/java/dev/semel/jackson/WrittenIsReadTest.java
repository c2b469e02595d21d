// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.semel.codec.ResultCodec;
import dev.semel.codec.TypeRef;
import dev.semel.json.JsonException;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.Blob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers at their limits come back; parts that an unchecked cast has brought in are refused when they are written. */
@NullMarked
class WrittenIsReadTest {

    private static final long SEED = 20_261_129;

    private static final List<ResultCodec> CODECS = List.of(
            PlainJsonCodec.create(),
            JacksonCodec.create(),
            JacksonCodec.of(JsonMapper.builder().build()),
            JacksonCodec.of(new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)));

    record Box<T>(T value) {}

    record Many<T>(List<T> values, Map<String, Set<T>> named) {}

    static Stream<BigDecimal> decimals() {
        return Stream.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TEN.pow(17).negate(), BigInteger.TEN.pow(5000))
                .flatMap(digits -> Stream.of(Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE)
                        .map(scale -> new BigDecimal(digits, scale)));
    }

    @ParameterizedTest
    @MethodSource("decimals")
    void aDecimalOfAnyScaleComesBackAtEveryPlace(BigDecimal number) {
        for (ResultCodec codec : CODECS) {
            same(codec, number, TypeRef.of(BigDecimal.class));
            same(codec, List.of(number), new TypeRef<List<BigDecimal>>() {});
            same(codec, Map.of(number, number), new TypeRef<Map<BigDecimal, BigDecimal>>() {});
            same(codec, new Box<>(number), new TypeRef<Box<BigDecimal>>() {});
        }
    }

    private static <T> void same(ResultCodec codec, T value, TypeRef<T> type) {
        assertThat(codec.whyUnsupported(type)).isEmpty();
        assertThat(codec.decode(codec.encode(value, type), type)).isEqualTo(value);
    }

    @Test
    void aDecimalThatNoScaleHoldsIsRefusedNotRounded() {
        for (ResultCodec codec : CODECS) {
            for (String beyond : List.of("1E+2147483649", "1E-2147483648", "1E+99999999999999999999")) {
                assertThatThrownBy(() -> codec.decode(Blob.utf8(beyond), TypeRef.of(BigDecimal.class)))
                        .isInstanceOf(JsonException.class);
            }
        }
    }

    @Test
    void doublesAndFloatsComeBack() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            double wide = Double.longBitsToDouble(random.nextLong());
            float narrow = Float.intBitsToFloat(random.nextInt());
            for (ResultCodec codec : CODECS.subList(0, 3)) {
                same(codec, wide, TypeRef.of(Double.class));
                same(codec, narrow, TypeRef.of(Float.class));
            }
        }
    }

    @Test
    void aNumberOfMoreThanAMillionDigitsIsNotStored() {
        BigInteger most = BigInteger.ONE.shiftLeft(3_400_000);
        for (ResultCodec codec : CODECS.subList(0, 2)) {
            assertThatThrownBy(() -> codec.encode(most, TypeRef.of(BigInteger.class)))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("1000000 digits");
        }
    }

    record Polluted(Object value, TypeRef<?> type) {}

    static Stream<Polluted> polluted() {
        return Stream.of(
                new Polluted(List.of(1), new TypeRef<List<Double>>() {}),
                new Polluted(List.of(1), new TypeRef<List<BigDecimal>>() {}),
                new Polluted(List.of(1), new TypeRef<List<Short>>() {}),
                new Polluted(List.of(1), new TypeRef<List<String>>() {}),
                new Polluted(List.of("true"), new TypeRef<List<Boolean>>() {}),
                new Polluted(List.of("a"), new TypeRef<List<URI>>() {}),
                new Polluted(List.of("1970-01-01T00:00:00Z"), new TypeRef<List<Instant>>() {}),
                new Polluted(Set.of(1L), new TypeRef<Set<Integer>>() {}),
                new Polluted(Map.of("1", 1), new TypeRef<Map<Integer, Integer>>() {}),
                new Polluted(Map.of("a", 1), new TypeRef<Map<String, BigDecimal>>() {}),
                new Polluted(List.of(List.of(1)), new TypeRef<List<List<BigDecimal>>>() {}),
                new Polluted(List.of(Set.of(1)), new TypeRef<List<List<Integer>>>() {}),
                new Polluted(new Box<>(1), new TypeRef<Box<BigDecimal>>() {}),
                new Polluted(new Box<>(List.of(1)), new TypeRef<Box<List<BigDecimal>>>() {}),
                new Polluted(new Box<>(new Integer[] {1}), new TypeRef<Box<BigDecimal[]>>() {}),
                new Polluted(new List<?>[] {List.of(1)}, new TypeRef<List<BigDecimal>[]>() {}),
                new Polluted(List.of(new Box<>("a")), new TypeRef<List<Many<String>>>() {}),
                new Polluted(new Many<>(List.of(1), Map.of()), new TypeRef<Many<BigDecimal>>() {}),
                new Polluted(new Many<>(List.of(), Map.of("a", Set.of(1))), new TypeRef<Many<BigDecimal>>() {}));
    }

    @ParameterizedTest
    @MethodSource("polluted")
    @SuppressWarnings("unchecked") // which is the case
    void aPartOfAnotherTypeThanDeclaredIsNotStored(Polluted polluted) {
        TypeRef<Object> type = (TypeRef<Object>) polluted.type();
        for (ResultCodec codec : List.of(CODECS.get(0), CODECS.get(1))) {
            assertThat(codec.whyUnsupported(type)).as("%s", type).isEmpty();
            assertThatThrownBy(() -> codec.encode(polluted.value(), type))
                    .as("%s", type)
                    .isInstanceOf(JsonException.class);
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // which is the case
    void soIsOneInAnOptional() {
        JacksonCodec codec =
                JacksonCodec.of(JsonMapper.builder().addModule(new Jdk8Module()).build());
        TypeRef<Box<Optional<BigDecimal>>> type = new TypeRef<>() {};
        Box<Optional<BigDecimal>> polluted = new Box(Optional.of(1));
        assertThat(codec.whyUnsupported(type)).isEmpty();
        assertThatThrownBy(() -> codec.encode(polluted, type)).isInstanceOf(JsonException.class);
        same(codec, new Box<>(Optional.of(BigDecimal.ONE)), type);
    }

    @Test
    void partsOfTheirTypesAreStored() {
        Map<String, Set<BigDecimal>> named = new LinkedHashMap<>();
        named.put("a", Set.of(BigDecimal.ONE));
        named.put("none", null);
        List<BigDecimal> values = new ArrayList<>(List.of(BigDecimal.TEN));
        values.add(null);
        for (ResultCodec codec : CODECS) {
            same(codec, new Many<>(values, named), new TypeRef<Many<BigDecimal>>() {});
        }
        assertThat(Objects.requireNonNull(named)).hasSize(2);
    }
}
