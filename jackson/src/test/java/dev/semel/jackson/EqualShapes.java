// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import dev.semel.codec.TypeRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Types without annotations that both codecs take, as their values come back equal. */
@NullMarked
final class EqualShapes {

    private EqualShapes() {}

    enum Level {
        LOW,
        MIDDLE {
            @Override
            int weight() {
                return 5;
            }
        },
        HIGH;

        int weight() {
            return 1;
        }

        @Override
        public String toString() {
            return "level";
        }
    }

    record Line(@Nullable String sku, int count, @Nullable BigDecimal price) implements Comparable<Line> {

        static final Line NONE = new Line(null, 0, null);

        Line(String sku) {
            this(sku, 1, null);
        }

        public boolean isFree() {
            return price == null;
        }

        @Override
        public int compareTo(Line other) {
            return Integer.compare(count, other.count);
        }
    }

    record Order(
            String id,
            List<Line> lines,
            @Nullable Map<String, @Nullable Line> byName,
            @Nullable Order parent) {}

    record Box<T>(@Nullable T content) {}

    record Pair<A, B>(A first, List<B> second, Box<Map<String, B>> third) {}

    record Primitives(
            long z, byte y, short x, int w, float v, double u, boolean t, char s, Integer r, Boolean q, Character p) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Arrays(int[] ints, double[] doubles, String[] texts, byte[] bytes, char[] chars, Line[][] lines) {}

    record Names(String URL, boolean isOpen, String getSize, String aB, String under_score, String $x_1) {}

    /** A constructor that makes a value normal, which is the same when it is read. */
    record Normal(String text, List<String> all) {

        Normal {
            text = text == null ? "" : text.trim();
            all = all == null
                    ? List.of()
                    : all.stream().filter(Objects::nonNull).toList();
        }
    }

    private record Hidden(String id, Times times) {}

    record Times(
            Instant instant,
            Duration duration,
            LocalDate date,
            ZonedDateTime zoned,
            OffsetDateTime offset,
            Year year,
            ZoneId zone) {}

    static final class Fields {

        public String id = "initial";
        public @Nullable Long amount = 5L;
        public List<String> texts = new ArrayList<>(List.of("initial"));
        public static int counter;
    }

    static class Above<T> {

        private @Nullable T held;
        private boolean open;

        public @Nullable T getHeld() {
            return held;
        }

        public void setHeld(@Nullable T held) {
            this.held = held;
        }

        public boolean isOpen() {
            return open;
        }

        public void setOpen(boolean open) {
            this.open = open;
        }
    }

    static final class Bean extends Above<List<Line>> {

        private String name = "nobody";
        private transient int counted;
        private volatile int age;

        private Bean() {}

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getCounted() {
            return counted;
        }

        public void setCounted(int counted) {
            this.counted = counted;
        }

        public int getAge() {
            return age;
        }

        void setAge(int age) {
            this.age = age;
        }

        public String getTitle() {
            return name + age;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bean bean && bean.age == age && Objects.equals(bean.name, name);
        }

        @Override
        public int hashCode() {
            return age;
        }
    }

    static final class Parent {

        public String id = "";
        public @Nullable Parent above;
        public List<Parent> below = new ArrayList<>();
    }

    static Stream<TypeRef<?>> all() {
        return Stream.of(scalars(), containers(), keys(), classes()).flatMap(types -> types);
    }

    private static Stream<TypeRef<?>> scalars() {
        return Stream.<Class<?>>of(
                        Void.class,
                        String.class,
                        Boolean.class,
                        Byte.class,
                        Short.class,
                        Integer.class,
                        Long.class,
                        Float.class,
                        Double.class,
                        Character.class,
                        BigInteger.class,
                        BigDecimal.class,
                        UUID.class,
                        URI.class,
                        byte[].class,
                        char[].class,
                        Instant.class,
                        Duration.class,
                        Period.class,
                        LocalDate.class,
                        LocalTime.class,
                        LocalDateTime.class,
                        OffsetTime.class,
                        OffsetDateTime.class,
                        ZonedDateTime.class,
                        Year.class,
                        YearMonth.class,
                        MonthDay.class,
                        ZoneOffset.class,
                        ZoneId.class,
                        Level.class)
                .map(TypeRef::of);
    }

    private static Stream<TypeRef<?>> containers() {
        return Stream.of(
                new TypeRef<List<@Nullable String>>() {},
                new TypeRef<ArrayList<Long>>() {},
                new TypeRef<LinkedList<Line>>() {},
                new TypeRef<List<? extends Line>>() {},
                new TypeRef<List<List<Box<Long>>>>() {},
                new TypeRef<Set<@Nullable String>>() {},
                new TypeRef<Set<BigDecimal>>() {},
                new TypeRef<Set<Double>>() {},
                new TypeRef<Set<Level>>() {},
                new TypeRef<Set<Line>>() {},
                new TypeRef<Set<Set<Integer>>>() {},
                new TypeRef<HashSet<Instant>>() {},
                new TypeRef<LinkedHashSet<String>>() {},
                new TypeRef<SequencedSet<String>>() {},
                new TypeRef<EnumSet<Level>>() {},
                TypeRef.of(boolean[].class),
                TypeRef.of(short[].class),
                TypeRef.of(int[].class),
                TypeRef.of(long[][].class),
                TypeRef.of(float[].class),
                TypeRef.of(double[].class),
                TypeRef.of(String[].class),
                TypeRef.of(byte[][].class),
                TypeRef.of(Level[].class),
                TypeRef.of(Line[].class),
                new TypeRef<List<String>[]>() {},
                new TypeRef<Box<String>[]>() {},
                new TypeRef<List<byte[]>>() {});
    }

    private static Stream<TypeRef<?>> keys() {
        return Stream.of(
                new TypeRef<Map<String, @Nullable Integer>>() {},
                new TypeRef<HashMap<String, Line>>() {},
                new TypeRef<LinkedHashMap<String, List<Line>>>() {},
                new TypeRef<SequencedMap<String, byte[]>>() {},
                new TypeRef<ConcurrentMap<String, Line>>() {},
                new TypeRef<ConcurrentHashMap<Long, Line>>() {},
                new TypeRef<EnumMap<Level, String>>() {},
                new TypeRef<Map<Level, Line>>() {},
                new TypeRef<Map<Byte, Short>>() {},
                new TypeRef<Map<Short, Byte>>() {},
                new TypeRef<Map<Integer, Double>>() {},
                new TypeRef<Map<Long, Float>>() {},
                new TypeRef<Map<Boolean, Character>>() {},
                new TypeRef<Map<Character, Boolean>>() {},
                new TypeRef<Map<BigInteger, BigDecimal>>() {},
                new TypeRef<Map<BigDecimal, BigInteger>>() {},
                new TypeRef<Map<UUID, URI>>() {},
                new TypeRef<Map<Instant, Duration>>() {},
                new TypeRef<Map<LocalDate, Year>>() {},
                new TypeRef<Map<Year, LocalDate>>() {},
                new TypeRef<Map<ZonedDateTime, OffsetTime>>() {},
                new TypeRef<Map<ZoneId, Period>>() {});
    }

    private static Stream<TypeRef<?>> classes() {
        return Stream.of(
                TypeRef.of(Line.class),
                TypeRef.of(Order.class),
                new TypeRef<Box<String>>() {},
                new TypeRef<Box<Box<int[]>>>() {},
                new TypeRef<Box<? extends Line>>() {},
                new TypeRef<Pair<UUID, Line>>() {},
                new TypeRef<Pair<Map<Level, Double>, Order>>() {},
                TypeRef.of(Primitives.class),
                TypeRef.of(Arrays.class),
                TypeRef.of(Names.class),
                TypeRef.of(Normal.class),
                TypeRef.of(Hidden.class),
                TypeRef.of(Times.class),
                TypeRef.of(Fields.class),
                TypeRef.of(Bean.class),
                TypeRef.of(Parent.class));
    }
}
