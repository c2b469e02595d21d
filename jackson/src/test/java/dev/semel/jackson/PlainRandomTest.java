// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.json.PlainJsonCodec;
import dev.semel.json.ReflectedTypes;
import dev.semel.json.type.PlainTypes;
import dev.semel.model.Blob;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random types and values of them: both codecs write, read and fingerprint them alike. */
@NullMarked
class PlainRandomTest {

    private static final int TYPES = 3000;
    private static final long SEED = 20_261_129;

    private final ObjectMapper mapper = Mappers.standard();
    private final PlainJsonCodec plain = PlainJsonCodec.create();
    private final JacksonCodec jackson = JacksonCodec.create();

    /** A type argument list, as a compiler would give it. */
    private record Generic(Class<?> raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(new Type[0]);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return null;
        }
    }

    private record ArrayOf(Type element) implements GenericArrayType {

        @Override
        public Type getGenericComponentType() {
            return element;
        }
    }

    /** A generic bean whose superclass is generic in another order. */
    static class Base<A, B> {

        public @Nullable A first;
        private @Nullable B second;

        public @Nullable B getSecond() {
            return second;
        }

        public void setSecond(@Nullable B second) {
            this.second = second;
        }
    }

    static class Derived<X> extends Base<List<X>, X> {

        private @Nullable Map<String, X> all;

        Derived() {}

        public @Nullable Map<String, X> getAll() {
            return all;
        }

        public void setAll(@Nullable Map<String, X> all) {
            this.all = all;
        }
    }

    private static final List<Class<?>> LEAVES = List.of(
            String.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Boolean.class,
            Character.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            PlainSamples.Level.class,
            PlainSamples.Line.class,
            byte[].class,
            int[].class);

    @Test
    void bothCodecsAgree() throws IOException {
        for (int i = 0; i < TYPES; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            Type type = type(random, 4);
            Object value = value(type, random);
            agree(value, type, "seed " + seed + ", type " + type);
        }
    }

    private void agree(Object value, Type type, String what) throws IOException {
        JavaType known = mapper.constructType(type);
        byte[] expected = mapper.writerFor(known).writeValueAsBytes(value);
        assertThat(new PlainTypes().problemOfResult(type)).as(what).isNull();
        assertThat(new ReflectedTypes(plain).encode(value, type)).as(what).isEqualTo(Blob.of(expected));
        Object read = new ReflectedTypes(plain).decode(Blob.of(expected), type);
        Object readByMapper = mapper.readerFor(known).readValue(expected);
        assertThat(mapper.writerFor(known).writeValueAsBytes(read))
                .as(what)
                .isEqualTo(mapper.writerFor(known).writeValueAsBytes(readByMapper));
        assertThat(plain.fingerprint(value)).as(what).isEqualTo(jackson.fingerprint(value));
        assertThat(plain.fingerprint(read)).as(what).isEqualTo(plain.fingerprint(value));
    }

    private static Type type(Random random, int depth) {
        int choice = depth == 0 ? 0 : random.nextInt(8);
        return switch (choice) {
            case 1 -> new Generic(List.class, List.of(type(random, depth - 1)));
            case 2 -> new Generic(Map.class, List.of(String.class, type(random, depth - 1)));
            case 3 -> new Generic(PlainSamples.Box.class, List.of(type(random, depth - 1)));
            case 4 -> new Generic(PlainSamples.Pair.class, List.of(type(random, depth - 1), type(random, depth - 1)));
            case 5 -> new ArrayOf(type(random, depth - 1));
            case 6 -> new Generic(Derived.class, List.of(type(random, depth - 1)));
            case 7 -> new Generic(Set.class, List.of(LEAVES.get(random.nextInt(4))));
            default -> LEAVES.get(random.nextInt(LEAVES.size()));
        };
    }

    private static @Nullable Object orNull(Type type, Random random) {
        return random.nextInt(8) == 0 ? null : value(type, random);
    }

    private static Object value(Type type, Random random) {
        if (type instanceof Generic generic) {
            return generic(generic, random);
        }
        if (type instanceof ArrayOf array) {
            int length = random.nextInt(3);
            Object made = Array.newInstance(raw(array.element()), length);
            for (int i = 0; i < length; i++) {
                Array.set(made, i, orNull(array.element(), random));
            }
            return made;
        }
        return leaf((Class<?>) type, random);
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Generic generic) {
            return generic.raw();
        }
        return type instanceof ArrayOf array
                ? Array.newInstance(raw(array.element()), 0).getClass()
                : (Class<?>) type;
    }

    private static Object generic(Generic type, Random random) {
        Type last = type.arguments().get(type.arguments().size() - 1);
        return switch (type.raw().getSimpleName()) {
            case "List" -> values(last, random);
            case "Set" -> new LinkedHashSet<>(nonNull(values(last, random)));
            case "Map" -> map(last, random);
            case "Box" -> new PlainSamples.Box<>(orNull(last, random));
            case "Pair" ->
                new PlainSamples.Pair<>(
                        value(type.arguments().get(0), random),
                        values(last, random),
                        new PlainSamples.Box<>(map(last, random)));
            case "Derived" -> derived(last, random);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static Derived<Object> derived(Type argument, Random random) {
        Derived<Object> bean = new Derived<>();
        bean.first = random.nextBoolean() ? null : nonNull(values(argument, random));
        bean.setSecond(orNull(argument, random));
        bean.setAll(random.nextBoolean() ? null : map(argument, random));
        return bean;
    }

    private static List<@Nullable Object> values(Type type, Random random) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            all.add(orNull(type, random));
        }
        return all;
    }

    private static List<Object> nonNull(List<@Nullable Object> all) {
        List<Object> some = new ArrayList<>();
        for (Object each : all) {
            if (each != null) {
                some.add(each);
            }
        }
        return some;
    }

    private static Map<String, Object> map(Type type, Random random) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put(text(random), value(type, random));
        }
        return map;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> 0x80 + random.nextInt(0x1000);
                        case 2 -> 0x1F600 + random.nextInt(80);
                        default -> 0x20 + random.nextInt(0x60);
                    });
        }
        return text.toString();
    }

    private static Object leaf(Class<?> type, Random random) {
        return switch (type.getSimpleName()) {
            case "String" -> text(random);
            case "Integer" -> random.nextInt();
            case "Long" -> random.nextLong() >> random.nextInt(64);
            case "Double" -> fraction(random);
            case "Float" -> (float) fraction(random);
            case "Boolean" -> random.nextBoolean();
            case "Character" -> (char) (0x20 + random.nextInt(0x400));
            case "BigDecimal" -> new BigDecimal(new BigInteger(random.nextInt(120), random), random.nextInt(60) - 30);
            case "BigInteger" -> new BigInteger(random.nextInt(300), random).negate();
            case "UUID" -> new UUID(random.nextLong(), random.nextLong());
            case "Instant" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(40_000));
            case "Level" -> List.of(PlainSamples.Level.values()).get(random.nextInt(3));
            case "Line" -> new PlainSamples.Line(random.nextBoolean() ? null : text(random), random.nextInt(), null);
            case "byte[]" -> text(random).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case "int[]" -> random.ints(random.nextInt(3)).toArray();
            default -> throw new IllegalArgumentException(type.getName());
        };
    }

    private static double fraction(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) && Float.isFinite((float) any) ? any : random.nextGaussian();
    }
}
