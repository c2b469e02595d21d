// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.EqualShapes.Box;
import dev.semel.jackson.EqualShapes.Level;
import dev.semel.jackson.EqualShapes.Line;
import java.io.File;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Types without annotations of which some value would come back as another one, or not at all. */
@NullMarked
@SuppressWarnings({"rawtypes", "JdkObsolete", "JavaUtilDate", "HidingField", "UnusedVariable", "EffectivelyPrivate"
}) // the types are the cases
final class UnequalShapes {

    private UnequalShapes() {}

    /** A generic type, as a compiler would give it. */
    record Holding(Class<?> raw, List<Type> arguments) implements ParameterizedType {

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

        @Override
        public String toString() {
            return raw + "<" + arguments + ">";
        }
    }

    static class NotFinal {
        public String id = "";
    }

    static final class OfNotFinal {
        public @Nullable NotFinal held;
    }

    abstract static class Abstract {
        public String id = "";
    }

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    static sealed class Concrete {
        public String id = "";
    }

    static final class Special extends Concrete {
        public String more = "";
    }

    /** Only lost: Jackson has no property of it. */
    static final class PrivateField {

        public String id = "";
        private String secret = "";

        boolean isSecret() {
            return secret.isEmpty();
        }

        void hide(String text) {
            secret = text;
        }
    }

    static class Hiding {

        int inherited;
    }

    static final class InheritedField extends Hiding {
        public String id = "";
    }

    static final class Transient {

        public String id = "";
        public transient int cached;
    }

    static final class SetterOnly {

        public String id = "";
        private String secret = "";

        public void setSecret(String secret) {
            this.secret = secret;
        }

        boolean isSecret() {
            return secret.isEmpty();
        }
    }

    static final class GetterOnly {

        private final String id = String.valueOf(1);

        public String getId() {
            return id;
        }
    }

    static final class OtherName {

        private String inside = "";

        public String getName() {
            return inside;
        }

        public void setName(String name) {
            inside = name;
        }
    }

    static final class OtherType {

        private long amount;

        public int getAmount() {
            return (int) amount;
        }

        public void setAmount(int amount) {
            this.amount = amount;
        }
    }

    static final class Fluent {

        private String id = "";

        public String id() {
            return id;
        }

        public Fluent id(String id) {
            this.id = id;
            return this;
        }
    }

    static final class Shadowing extends NotFinal {
        public String id = "own";
    }

    static final class AllArguments {

        private final String id;
        private final int count;

        public AllArguments(String id, int count) {
            this.id = id;
            this.count = count;
        }

        public String getId() {
            return id;
        }

        public int getCount() {
            return count;
        }
    }

    static final class Factory {

        public final String id;

        private Factory(String id) {
            this.id = id;
        }

        public static Factory of(String id) {
            return new Factory(id);
        }
    }

    static final class AddedTo {

        private final List<String> all = new ArrayList<>();

        public List<String> getAll() {
            return all;
        }
    }

    @SuppressWarnings("ClassCanBeStatic") // an inner class is the case
    final class Inner {
        public String id = "";
    }

    static final class OwnList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        public int more;
    }

    static final class OwnMap extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;
    }

    static final class OwnFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    record OwnEntry(String getKey, String getValue) implements Map.Entry<String, String> {

        @Override
        public String setValue(String value) {
            return value;
        }
    }

    /** Shadows its accessor by a getter, which Jackson prefers. */
    record GetterBesides(String name) {
        public String getName() {
            return "Mr " + name;
        }
    }

    record IsBesides(boolean active) {
        public boolean isActive() {
            return !active;
        }
    }

    record GetterOfList(List<String> tags) {
        public List<String> getTags() {
            return List.of();
        }
    }

    /** A getter and a setter beside the field, which round. */
    static final class Derived {
        private long cents;

        public long getCents() {
            return cents;
        }

        public void setCents(long value) {
            cents = value;
        }

        public long getEuros() {
            return cents / 100;
        }

        public void setEuros(long euros) {
            cents = euros * 100;
        }
    }

    interface HasCents {
        long getCents();
    }

    record GetterOfAnInterface(long cents) implements HasCents {
        @Override
        public long getCents() {
            return cents / 100;
        }
    }

    record Held(@Nullable Object any) {}

    record HeldNumber(@Nullable Number number) {}

    record HeldSupplier(Supplier<String> supplier) {}

    record Growing<T>(
            @Nullable Growing<List<T>> next, @Nullable T content) {}

    record Bounded<T extends Comparable<T>>(T content) {}

    private static <T> TypeRef<List<T>> unbound() {
        return new TypeRef<>() {};
    }

    static Stream<TypeRef<?>> all() {
        return Stream.of(open(), ofJdk(), containers(), classes()).flatMap(types -> types);
    }

    private static Stream<TypeRef<?>> open() {
        return Stream.of(
                TypeRef.of(Object.class),
                TypeRef.of(Object[].class),
                TypeRef.of(Number.class),
                TypeRef.of(Number[].class),
                TypeRef.of(CharSequence.class),
                TypeRef.of(Serializable.class),
                TypeRef.of(Comparable.class),
                new TypeRef<Comparable<String>>() {},
                TypeRef.of(Record.class),
                TypeRef.of(Enum.class),
                TypeRef.of(Cloneable.class),
                TypeRef.of(Runnable.class),
                TypeRef.of(JsonNode.class),
                TypeRef.of(ObjectNode.class),
                TypeRef.of(List.class),
                TypeRef.of(Map.class),
                TypeRef.of(Set.class),
                TypeRef.of(Box.class),
                TypeRef.of(Bounded.class),
                unbound(),
                new TypeRef<List<?>>() {},
                new TypeRef<List<? super Integer>>() {},
                new TypeRef<List<? extends Number>>() {},
                new TypeRef<Box<?>>() {},
                new TypeRef<Box<Object>>() {},
                new TypeRef<List<Object>[][]>() {},
                new TypeRef<Map<String, Object>>() {},
                new TypeRef<Map<Object, String>>() {},
                TypeRef.of(Held.class),
                TypeRef.of(HeldNumber.class));
    }

    private static Stream<TypeRef<?>> ofJdk() {
        return Stream.of(
                TypeRef.of(Date.class),
                TypeRef.of(java.sql.Timestamp.class),
                TypeRef.of(java.sql.Date.class),
                TypeRef.of(Calendar.class),
                TypeRef.of(GregorianCalendar.class),
                TypeRef.of(TimeZone.class),
                TypeRef.of(Locale.class),
                TypeRef.of(URL.class),
                TypeRef.of(File.class),
                TypeRef.of(Path.class),
                TypeRef.of(Pattern.class),
                TypeRef.of(InetAddress.class),
                TypeRef.of(Class.class),
                TypeRef.of(Charset.class),
                TypeRef.of(BitSet.class),
                TypeRef.of(AtomicInteger.class),
                TypeRef.of(AtomicLong.class),
                TypeRef.of(AtomicBoolean.class),
                new TypeRef<AtomicReference<String>>() {},
                TypeRef.of(ByteBuffer.class),
                TypeRef.of(StringBuilder.class),
                TypeRef.of(StringBuffer.class),
                TypeRef.of(Random.class),
                TypeRef.of(StackTraceElement.class),
                TypeRef.of(Thread.class),
                TypeRef.of(Throwable.class),
                TypeRef.of(IllegalStateException.class),
                new TypeRef<Supplier<String>>() {},
                new TypeRef<Stream<String>>() {},
                new TypeRef<Iterator<String>>() {},
                new TypeRef<Iterable<String>>() {},
                new TypeRef<Map.Entry<String, Integer>>() {},
                TypeRef.of(OptionalInt.class));
    }

    private static Stream<TypeRef<?>> containers() {
        return Stream.of(
                new TypeRef<Collection<String>>() {},
                new TypeRef<SequencedCollection<String>>() {},
                new TypeRef<AbstractCollection<String>>() {},
                new TypeRef<AbstractList<String>>() {},
                new TypeRef<Queue<String>>() {},
                new TypeRef<Deque<String>>() {},
                new TypeRef<ArrayDeque<String>>() {},
                new TypeRef<PriorityQueue<String>>() {},
                new TypeRef<Vector<String>>() {},
                new TypeRef<Stack<String>>() {},
                new TypeRef<CopyOnWriteArrayList<String>>() {},
                new TypeRef<SortedSet<Integer>>() {},
                new TypeRef<NavigableSet<Integer>>() {},
                new TypeRef<TreeSet<Line>>() {},
                new TypeRef<SortedMap<String, Long>>() {},
                new TypeRef<NavigableMap<String, Long>>() {},
                new TypeRef<TreeMap<String, Long>>() {},
                new TypeRef<ConcurrentSkipListMap<String, Long>>() {},
                new TypeRef<AbstractMap<String, Long>>() {},
                new TypeRef<Hashtable<String, Long>>() {},
                new TypeRef<WeakHashMap<String, Long>>() {},
                new TypeRef<IdentityHashMap<String, Long>>() {},
                TypeRef.of(Properties.class),
                new TypeRef<Map<Line, String>>() {},
                new TypeRef<Map<Double, String>>() {},
                new TypeRef<Map<byte[], String>>() {},
                new TypeRef<Map<List<String>, String>>() {},
                new TypeRef<Map<Locale, String>>() {},
                new TypeRef<Map<Date, String>>() {},
                new TypeRef<Map<Level, Object>>() {});
    }

    private static Stream<TypeRef<?>> classes() {
        record Local(OwnFailure failure) {}
        return Stream.of(
                TypeRef.of(NotFinal.class),
                TypeRef.of(GetterBesides.class),
                TypeRef.of(Derived.class),
                TypeRef.of(IsBesides.class),
                TypeRef.of(GetterOfList.class),
                TypeRef.of(GetterOfAnInterface.class),
                TypeRef.of(OfNotFinal.class),
                TypeRef.of(NotFinal[].class),
                TypeRef.of(Abstract.class),
                TypeRef.of(Shape.class),
                TypeRef.of(Concrete.class),
                TypeRef.of(PrivateField.class),
                TypeRef.of(InheritedField.class),
                TypeRef.of(Transient.class),
                TypeRef.of(SetterOnly.class),
                TypeRef.of(GetterOnly.class),
                TypeRef.of(OtherName.class),
                TypeRef.of(OtherType.class),
                TypeRef.of(Fluent.class),
                TypeRef.of(Shadowing.class),
                TypeRef.of(AllArguments.class),
                TypeRef.of(Factory.class),
                TypeRef.of(AddedTo.class),
                TypeRef.of(Inner.class),
                TypeRef.of(OwnList.class),
                TypeRef.of(OwnMap.class),
                TypeRef.of(OwnFailure.class),
                TypeRef.of(OwnEntry.class),
                TypeRef.of(HeldSupplier.class),
                TypeRef.of(Local.class),
                new TypeRef<Growing<String>>() {},
                TypeRef.of(
                        new Object() {
                            public final int id = 1;
                        }.getClass()));
    }
}
