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
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The matrix of types and values on which the plain codec and the one on a mapper must agree. */
@NullMarked
final class PlainSamples {

    private PlainSamples() {}

    /** A type, and values of it. */
    record Sample(TypeRef<?> type, List<?> values) {
        static <T> Sample of(TypeRef<T> type, List<? extends T> values) {
            return new Sample(type, values);
        }

        static <T> Sample of(Class<T> type, List<? extends T> values) {
            return new Sample(TypeRef.of(type), values);
        }

        @Override
        public String toString() {
            return type.toString();
        }
    }

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
    }

    record Line(@Nullable String sku, int count, @Nullable BigDecimal price) {}

    record Order(
            String id,
            List<Line> lines,
            Map<String, @Nullable Line> byName,
            @Nullable Order parent) {}

    record Box<T>(@Nullable T content) {}

    record Pair<A, B>(A first, List<B> second, Box<Map<String, B>> third) {}

    /** In an order of its own, with every primitive. */
    record Primitives(
            long z, byte y, short x, int w, float v, double u, boolean t, char s, Integer r, Boolean q, Character p) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Arrays3(
            int[] ints, double[] doubles, @Nullable String[] texts, byte[] bytes, char[] chars, Line[][] lines) {}

    /** Members with names that a naming rule could change. */
    record Names(String URL, boolean isOpen, String getSize, String aB, String under_score, String $x_1) {}

    /** Members beside the components: written, and not read. */
    record Computed(String id, int amount) implements HasLabel {

        public int getTotal() {
            return amount * 2;
        }

        public boolean isLarge() {
            return amount > 100;
        }

        public static String getStatic() {
            return "no member";
        }

        String getHidden() {
            return "no member";
        }

        public String get() {
            return "no member";
        }

        public String of(String text) {
            return text;
        }
    }

    interface HasLabel {

        default String getLabel() {
            return "label";
        }
    }

    /** An accessor that is not that of the field. */
    record Upper(String text) {

        @Override
        public String text() {
            return text + "!";
        }
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    /** Only written: what a payload is made of shows at run time. */
    record Loose(
            Object any, @Nullable Object none, Number number, CharSequence text, Shape shape, Comparable<?> some) {}

    static class Person {

        private String name = "nobody";
        private int age = 7;
        private boolean active;
        private @Nullable Boolean wrapped;
        private transient String secret = "s";
        private String unseen = "u";
        public long open = 1;
        private String URL = "u";

        protected Person() {}

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getAge() {
            return age;
        }

        private void setAge(int age) {
            this.age = age;
        }

        public boolean isActive() {
            return active;
        }

        public void setActive(boolean active) {
            this.active = active;
        }

        public @Nullable Boolean isWrapped() {
            return wrapped;
        }

        public void setWrapped(@Nullable Boolean wrapped) {
            this.wrapped = wrapped;
        }

        public String getSecret() {
            return secret;
        }

        public void setSecret(String secret) {
            this.secret = secret;
        }

        public String getURL() {
            return URL;
        }

        public void setURL(String changed) {
            URL = changed;
        }

        private String getUnseen() {
            return unseen;
        }

        static Person of(String name, int age, boolean active) {
            Person person = new Person();
            person.setName(name);
            person.setAge(age);
            person.setActive(active);
            person.setURL(person.getUnseen());
            person.setSecret("changed");
            return person;
        }
    }

    /** Its own members come after those of its superclass; a private field is read without a setter. */
    static class Employee<T> extends Person {

        private @Nullable String title;
        private @Nullable T badge;
        private List<T> badges = List.of();
        private int onlySet;

        Employee() {}

        public @Nullable String getTitle() {
            return title;
        }

        public @Nullable T getBadge() {
            return badge;
        }

        public void setBadge(@Nullable T badge) {
            this.badge = badge;
        }

        public List<T> getBadges() {
            return badges;
        }

        public void setBadges(List<T> badges) {
            this.badges = badges;
        }

        public void setOnlySet(int value) {
            onlySet = value;
        }

        public int getDerived() {
            return onlySet + 1;
        }

        static <T> Employee<T> of(String title, T badge) {
            Employee<T> employee = new Employee<>();
            employee.title = title;
            employee.badge = badge;
            employee.badges = List.of(badge, badge);
            return employee;
        }
    }

    /** Its type argument is bound by its superclass. */
    static final class Clerk extends Employee<Line> {

        public @Nullable Level level;

        Clerk() {}
    }

    /** Written by a getter of an interface, too. */
    private record NotPublic(String text) implements HasLabel {}

    record Team(Person lead, List<Person> people) {}

    static final List<String> TEXTS = List.of(
            "", " ", "a", "\"\\/\b\f\n\r\t\u0000\u001f\u007f", "é\u2028\u2029\uffff", "\uD83D\uDE00", "<b>'&", "null");

    static Stream<Sample> results() {
        return Stream.of(scalars(), objects(), containers()).flatMap(List::stream);
    }

    private static List<Sample> scalars() {
        return List.of(
                Sample.of(String.class, TEXTS),
                Sample.of(String.class, List.of("\ud800", "a\udc00b")),
                Sample.of(Integer.class, List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE)),
                Sample.of(Long.class, List.of(9007199254740993L, Long.MIN_VALUE)),
                Sample.of(Short.class, List.of((short) -3)),
                Sample.of(Byte.class, List.of((byte) -128)),
                Sample.of(Boolean.class, List.of(true, false)),
                Sample.of(Character.class, List.of('a', '"', '\u0000', 'é')),
                Sample.of(
                        Double.class,
                        List.of(0.1, -0.0, 1e300, Double.MIN_VALUE, 100.0, 1e21, 1e-7, 9007199254740994.0)),
                Sample.of(Float.class, List.of(0.1f, -0.0f, 1e30f, Float.MIN_VALUE)),
                Sample.of(
                        BigDecimal.class,
                        Stream.of("1.10", "0", "1E+3", "1e400", "-1e-400", "0.1000000000000000055", "0.00")
                                .map(BigDecimal::new)
                                .toList()),
                Sample.of(BigInteger.class, List.of(BigInteger.TEN.pow(80), BigInteger.ZERO)),
                Sample.of(UUID.class, List.of(new UUID(1, -2), new UUID(0, 0))),
                Sample.of(URI.class, List.of(URI.create("https://a.b/c?d=e#f"), URI.create(""))),
                Sample.of(Level.class, List.of(Level.values())),
                Sample.of(Instant.class, List.of(Instant.EPOCH, Instant.parse("2026-11-21T13:00:00.123456789Z"))),
                Sample.of(Duration.class, List.of(Duration.ofMillis(-1500))),
                Sample.of(Period.class, List.of(Period.of(1, 2, 3))),
                Sample.of(LocalDate.class, List.of(LocalDate.of(2026, 2, 28), LocalDate.MAX)),
                Sample.of(LocalTime.class, List.of(LocalTime.of(1, 0))),
                Sample.of(ZonedDateTime.class, List.of(ZonedDateTime.parse("2026-11-21T13:00+01:00[Europe/Rome]"))),
                Sample.of(Year.class, List.of(Year.of(2026))),
                Sample.of(YearMonth.class, List.of(YearMonth.of(2026, 3))),
                Sample.of(MonthDay.class, List.of(MonthDay.of(2, 29))),
                Sample.of(ZoneOffset.class, List.of(ZoneOffset.ofHours(-3))),
                Sample.of(ZoneId.class, List.of(ZoneId.of("Europe/Rome"), ZoneOffset.UTC)));
    }

    static Line line(int count) {
        return new Line("sku-" + count, count, new BigDecimal("9.90"));
    }

    static Order order() {
        Map<String, @Nullable Line> byName = new LinkedHashMap<>();
        byName.put("z", line(1));
        byName.put("", null);
        byName.put("a\"é", line(2));
        return new Order("o", Arrays.asList(line(3), null), byName, new Order("p", List.of(), Map.of(), null));
    }

    private static List<Sample> objects() {
        Clerk clerk = new Clerk();
        clerk.level = Level.MIDDLE;
        clerk.setBadges(List.of(line(8)));
        Primitives all = new Primitives(1, (byte) 2, (short) 3, 4, 5.5f, -0.0, true, 'c', 6, false, '\'');
        return List.of(
                Sample.of(Line.class, List.of(line(1), new Line(null, -1, null))),
                Sample.of(Order.class, List.of(order())),
                Sample.of(new TypeRef<Box<String>>() {}, List.of(new Box<>("a"), new Box<>(null))),
                Sample.of(new TypeRef<Box<Box<int[]>>>() {}, List.of(new Box<>(new Box<>(new int[] {1, 2})))),
                Sample.of(
                        new TypeRef<Pair<UUID, Line>>() {},
                        List.of(new Pair<>(new UUID(3, 4), List.of(line(1)), new Box<>(Map.of("k", line(2)))))),
                Sample.of(Primitives.class, List.of(all)),
                Sample.of(
                        Arrays3.class,
                        List.of(new Arrays3(
                                new int[] {1, -1},
                                new double[] {0.5, 1e300},
                                new @Nullable String[] {"a", null},
                                new byte[] {-1, 0, 1, 2},
                                "chars\"é".toCharArray(),
                                new Line[][] {{line(1)}, {}}))),
                Sample.of(Names.class, List.of(new Names("u", true, "s", "b", "ü", "x"))),
                Sample.of(Computed.class, List.of(new Computed("c", 101))),
                Sample.of(Upper.class, List.of(new Upper("up"))),
                Sample.of(Person.class, List.of(Person.of("é", 3, true), new Person(), new Employee<String>())),
                Sample.of(new TypeRef<Employee<Line>>() {}, List.of(Employee.of("t", line(1)), new Employee<>())),
                Sample.of(Clerk.class, List.of(clerk)),
                Sample.of(
                        Team.class, List.of(new Team(new Employee<Line>(), List.of(clerk, Person.of("b", 1, false))))));
    }

    private static List<Sample> containers() {
        return List.of(
                Sample.of(new TypeRef<List<String>>() {}, List.of(List.of(), List.of("a", "b"))),
                Sample.of(new TypeRef<List<? extends Line>>() {}, List.of(List.of(line(1)))),
                Sample.of(new TypeRef<List<List<Box<Long>>>>() {}, List.of(List.of(List.of(new Box<>(5L)), List.of()))),
                Sample.of(new TypeRef<Set<String>>() {}, List.of(new LinkedHashSet<>(List.of("b", "a")), Set.of())),
                Sample.of(new TypeRef<SortedSet<Integer>>() {}, List.of(new TreeSet<>(List.of(3, 1)))),
                Sample.of(new TypeRef<Deque<Integer>>() {}, List.of(new java.util.ArrayDeque<>(List.of(3, 1)))),
                Sample.of(new TypeRef<EnumSet<Level>>() {}, List.of(EnumSet.of(Level.HIGH, Level.MIDDLE))),
                Sample.of(new TypeRef<Set<Level>>() {}, List.of(EnumSet.of(Level.HIGH, Level.MIDDLE))),
                Sample.of(new TypeRef<Map<String, Integer>>() {}, List.of(Map.of(), new HashMap<>(Map.of("b", 1)))),
                Sample.of(new TypeRef<Map<Level, Line>>() {}, List.of(Map.of(Level.MIDDLE, line(1)))),
                Sample.of(
                        new TypeRef<EnumMap<Level, String>>() {},
                        List.of(new EnumMap<>(Map.of(Level.HIGH, "h", Level.LOW, "l")))),
                Sample.of(new TypeRef<SortedMap<String, Long>>() {}, List.of(new TreeMap<>(Map.of("b", 1L, "a", 2L)))),
                Sample.of(new TypeRef<Map<Integer, Long>>() {}, List.of(Map.of(-7, 1L))),
                Sample.of(new TypeRef<Map<Long, List<Long>>>() {}, List.of(Map.of(1L, List.of(2L)))),
                Sample.of(new TypeRef<Map<UUID, String>>() {}, List.of(Map.of(new UUID(5, 6), "u"))),
                Sample.of(new TypeRef<Map<LocalDate, String>>() {}, List.of(Map.of(LocalDate.of(2026, 1, 1), "d"))),
                Sample.of(new TypeRef<Map<Boolean, Character>>() {}, List.of(Map.of(true, 'c'))),
                Sample.of(new TypeRef<Map<BigDecimal, Byte>>() {}, List.of(Map.of(new BigDecimal("1.50"), (byte) 1))),
                Sample.of(String[].class, List.of(new String[] {"a"}, new String[0])),
                Sample.of(long[].class, List.of(new long[] {1, 2})),
                Sample.of(byte[].class, List.of(new byte[] {1, 2}, new byte[0])),
                Sample.of(new TypeRef<Box<String>[]>() {}, List.<Box<String>[]>of(generic(new Box<>("a")))));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> T[] generic(T... elements) {
        return elements;
    }

    /** {@return values that only a fingerprint takes} */
    static Stream<Object> payloads() {
        Map<String, @Nullable Object> event = new HashMap<>();
        event.put("zeta", 1.0);
        event.put("alpha", Arrays.asList(1, 2L, null, "x", true, Map.of("b", 1, "a", List.of())));
        event.put("é", new BigDecimal("9007199254740993.00"));
        event.put("", null);
        return Stream.of(
                event,
                new Loose(5L, null, new BigDecimal("1e2"), "t", new Circle(1), 7),
                List.of(new Square(2.50), Level.MIDDLE, new UUID(1, 2), Instant.EPOCH),
                new Object[] {1, "a", new int[] {1}, new float[] {0.1f}},
                Map.of(1.5, "double", 'c', "character"),
                Set.of("b", "a", "c", "é"),
                Set.of(Set.of(3, 20, 100), Set.of(line(1), line(2))),
                new NotPublic("n"),
                new byte[] {1, 2, 3},
                "text",
                9007199254740993L,
                -0.0,
                new BigDecimal("1e400"));
    }
}
