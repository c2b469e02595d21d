// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import dev.semel.json.CanonicalText;
import dev.semel.json.JsonException;
import dev.semel.json.text.CanonicalWriter;
import dev.semel.json.text.JsonOutput;
import java.lang.reflect.Array;
import java.lang.reflect.UndeclaredThrowableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One writing of a value: each part by its own class, as Jackson's default mapper does, whatever it was declared as.
 * Written with chains of {@code instanceof}: a switch over patterns costs a generated class at each cold start. Not
 * thread-safe; made for one value.
 */
public final class PlainWriter {

    private final PlainTypes types;
    private final JsonOutput out;
    private final boolean isFingerprint;
    private String[] path = new String[8];
    private int[] indexes = new int[8];
    private int depth;
    private int contents;

    private PlainWriter(PlainTypes types, JsonOutput out, boolean isFingerprint) {
        this.types = types;
        this.out = out;
        this.isFingerprint = isFingerprint;
    }

    /** {@return a writer of a result, or of another value that is written as it is} */
    public static PlainWriter ofValue(PlainTypes types, JsonOutput out) {
        return new PlainWriter(types, out, false);
    }

    /** {@return a writer for a fingerprint} A value that defines its content is written as that. Members are sorted. */
    public static PlainWriter ofFingerprint(PlainTypes types, JsonOutput out) {
        return new PlainWriter(types, out, true);
    }

    /** Writes a result as its declared class: members that only a subclass has are not written. */
    public void writeAs(Class<?> declared, Object value) {
        if (declared == value.getClass() || PlainTypes.isScalar(declared) || PlainTypes.isContainer(declared)) {
            write(value);
        } else if (declared.isEnum() || declared.isArray()) {
            write(value);
        } else {
            writeObject(value, declared, null);
        }
    }

    /** Writes a result of which each part has to be of its declared type, so that it comes back as it is. */
    public void writeExactly(PlainType declared, Object value) {
        if (declared.raw().isInstance(value) && isSubclass(value, declared)) {
            writeAs(declared.raw(), value); // such types are refused when an operation is built
        } else {
            write(value, declared);
        }
    }

    private static boolean isSubclass(Object value, PlainType declared) {
        Class<?> raw = declared.raw();
        return raw != value.getClass() && !PlainTypes.isScalar(raw) && !PlainTypes.isContainer(raw) && !raw.isEnum();
    }

    public void write(@Nullable Object value) {
        write(value, null);
    }

    /**
     * Writes a part, of the declared type if there is one. It has no variables, and each level takes two frames: the
     * stack has to bear 1000 levels.
     */
    @SuppressWarnings("PatternMatchingInstanceof") // a pattern is a variable
    private void write(@Nullable Object value, @Nullable PlainType declared) {
        if (value == null) {
            out.literal("null");
        } else if (declared != null && !declared.holds(value)) {
            throw JsonException.refused(declared.otherThan(value));
        } else if (value instanceof String) {
            out.string((String) value);
        } else if (value instanceof Number) {
            writeNumber((Number) value);
        } else if (value instanceof Boolean) {
            out.literal((Boolean) value ? "true" : "false");
        } else if (isFingerprint && Contents.isDefinedBy(value.getClass())) {
            writeContent(value);
        } else if (value instanceof CanonicalText) {
            out.canonical(((CanonicalText) value).canonical());
        } else if (value instanceof Enum<?>) {
            writeEnum((Enum<?>) value);
        } else if (value instanceof Collection<?>) {
            writeCollection((Collection<?>) value, declared);
        } else if (value instanceof Map<?, ?>) {
            writeMap((Map<?, ?>) value, declared);
        } else if (value.getClass().isArray()) {
            writeArray(value, declared);
        } else if (isText(value)) {
            out.string(value.toString());
        } else {
            writeObject(value, value.getClass(), declared);
        }
    }

    private void writeContent(Object value) {
        if (++contents > Contents.MOST_NESTED) {
            throw Contents.tooDeep(value);
        }
        write(Contents.of(value));
        contents--;
    }

    private static boolean isText(Object value) {
        return value instanceof Character
                || value instanceof UUID
                || value instanceof URI
                || TimeTexts.isWritten(value.getClass());
    }

    private void writeNumber(Number number) {
        Class<?> type = number.getClass();
        if (type == Integer.class || type == Short.class || type == Byte.class) {
            out.number(number.intValue());
        } else if (type == Long.class) {
            out.number(number.longValue());
        } else if (type == Double.class) {
            out.number(number.doubleValue());
        } else if (type == Float.class) {
            out.number(number.floatValue());
        } else if (type == BigDecimal.class) {
            out.number((BigDecimal) number);
        } else if (type == BigInteger.class) {
            out.number((BigInteger) number);
        } else {
            throw JsonException.refused(PlainTypes.refusal(type, "a number of its own"));
        }
    }

    private void writeEnum(Enum<?> constant) {
        requireUnmarked(constant.getDeclaringClass());
        out.string(constant.name());
    }

    private void requireUnmarked(Class<?> type) {
        String mark = types.mark(type);
        if (mark != null) {
            throw JsonException.refused(PlainTypes.refusal(type, mark));
        }
    }

    /** Refuses a class in a fingerprint that has state which its JSON does not show. */
    private void requireCompared(Class<?> type) {
        String problem = isFingerprint ? types.problemOfContent(type) : null;
        if (problem != null) {
            throw JsonException.refused("No fingerprint: " + problem);
        }
    }

    private void writeCollection(Collection<?> collection, @Nullable PlainType declared) {
        requireUnmarked(collection.getClass());
        requireCompared(collection.getClass());
        startArray(collection instanceof Set<?>);
        int index = 0;
        for (Object each : collection) {
            enter("", index++);
            write(each, declared == null ? null : declared.argument(0));
            leave();
        }
        out.endArray();
    }

    private void writeMap(Map<?, ?> map, @Nullable PlainType declared) {
        requireUnmarked(map.getClass());
        requireCompared(map.getClass());
        startObject();
        for (Map.Entry<?, ?> each : isFingerprint ? sorted(map) : map.entrySet()) {
            enter("*", 0);
            if (declared != null
                    && each.getKey() != null
                    && !declared.argument(0).holds(each.getKey())) {
                throw JsonException.refused(declared.argument(0).otherThan(each.getKey()));
            }
            out.name(name(each.getKey()));
            write(each.getValue(), declared == null ? null : declared.argument(1));
            leave();
        }
        out.endObject();
    }

    private void startObject() {
        requireLevel();
        out.startObject(isFingerprint);
    }

    private void startArray(boolean unordered) {
        requireLevel();
        out.startArray(unordered);
    }

    private void requireLevel() {
        if (depth == CanonicalWriter.MAX_DEPTH) {
            throw JsonException.refused("JSON has " + (depth + 1) + " levels or more, and the limit is " + depth
                    + "; or an object graph has a cycle" + place());
        }
    }

    /** {@return the members of a map by name, so that nothing is moved when the object ends} */
    private List<Map.Entry<String, @Nullable Object>> sorted(Map<?, ?> map) {
        List<Map.Entry<String, @Nullable Object>> members = new ArrayList<>(map.size());
        for (Map.Entry<?, ?> each : map.entrySet()) {
            members.add(new SimpleImmutableEntry<>(name(each.getKey()), each.getValue()));
        }
        members.sort((one, other) -> one.getKey().compareTo(other.getKey()));
        return members;
    }

    private String name(@Nullable Object key) {
        if (key == null) {
            throw JsonException.refused("A map has a member whose name is null");
        }
        Class<?> type = key.getClass();
        if (isFingerprint && Contents.isDefinedBy(type)) {
            return nameOf(Contents.of(key));
        }
        if (key instanceof Enum<?> constant) {
            requireUnmarked(constant.getDeclaringClass());
            return constant.name();
        }
        if (PlainContainers.isKey(type) || type == Double.class || type == Float.class || TimeTexts.isWritten(type)) {
            return key.toString();
        }
        throw JsonException.refused(PlainTypes.refusal(type, "it is no name of a map's member"));
    }

    private String nameOf(Object content) {
        CanonicalWriter text = new CanonicalWriter();
        ofFingerprint(types, text).write(content);
        return new String(text.toBytes(), StandardCharsets.UTF_8);
    }

    private void writeArray(Object array, @Nullable PlainType declared) {
        if (array instanceof byte[] bytes) {
            out.string(Base64.getEncoder().encodeToString(bytes));
            return;
        }
        if (array instanceof char[] characters) {
            out.string(characters, 0, characters.length);
            return;
        }
        int length = Array.getLength(array);
        startArray(false);
        for (int i = 0; i < length; i++) {
            enter("", i);
            write(Array.get(array, i), declared == null ? null : declared.argument(0));
            leave();
        }
        out.endArray();
    }

    private void writeObject(Object value, Class<?> type, @Nullable PlainType declared) {
        PlainMembers members = members(type);
        List<PlainType> parts = declared == null || declared.raw() != type ? List.of() : types.parts(declared);
        int index = 0;
        startObject();
        for (PlainMember each : isFingerprint ? members.sorted() : members.written()) {
            enter(each.name(), 0);
            Object part = get(each, value);
            out.name(each.name());
            write(part, parts.isEmpty() ? null : parts.get(index++));
            leave();
        }
        out.endObject();
    }

    private PlainMembers members(Class<?> type) {
        String problem = PlainTypes.problemOfClass(type);
        if (problem != null) {
            throw JsonException.refused(PlainTypes.refusal(type, problem));
        }
        PlainMembers members = types.members(type);
        if (members.unwritable() != null) {
            throw JsonException.refused(PlainTypes.refusal(type, members.unwritable()));
        }
        requireCompared(type);
        return members;
    }

    private static @Nullable Object get(PlainMember member, Object owner) {
        try {
            return member.get(owner);
        } catch (ReflectiveOperationException e) {
            throw unchecked(PlainMember.causeOf(e));
        }
    }

    static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException own ? own : new UndeclaredThrowableException(cause);
    }

    /** Remembers the place: the name of a member, or "" for the element at an index. */
    private void enter(String name, int index) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        path[depth] = name;
        indexes[depth++] = index;
    }

    private void leave() {
        depth--;
    }

    /** {@return the exception for a failure in between, with its place in names of the program only} */
    public JsonException failure(@Nullable Object value, Exception cause) {
        if (cause instanceof JsonException own) {
            return own;
        }
        String type = value == null ? "null" : value.getClass().getName();
        return JsonException.refused("Could not write " + type + " as JSON" + place(), cause);
    }

    private String place() {
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            steps.add(path[i].isEmpty() ? Integer.toString(indexes[i]) : path[i]);
        }
        return JsonException.place(steps);
    }
}
