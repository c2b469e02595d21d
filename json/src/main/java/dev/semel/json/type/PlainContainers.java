// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The collections and maps that are made when JSON is read: those that Jackson makes for the same declared type. */
public final class PlainContainers {

    private PlainContainers() {}

    static boolean isCollection(Class<?> type) {
        return type == EnumSet.class || emptyCollection(type) != null;
    }

    static boolean isMap(Class<?> type) {
        return type == EnumMap.class || emptyMap(type) != null;
    }

    /** {@return whether names of members can be read as values of a type that is no enum} */
    public static boolean isKey(Class<?> type) {
        return type == String.class
                || type == Integer.class
                || type == Long.class
                || type == Short.class
                || type == Byte.class
                || type == Boolean.class
                || type == Character.class
                || type == BigInteger.class
                || type == BigDecimal.class
                || type == UUID.class
                || TimeTexts.parser(type) != null;
    }

    /** {@return whether texts of values of a type are names of members in fingerprints} */
    public static boolean isName(Class<?> type) {
        return type.isEnum()
                || isKey(type)
                || type == Double.class
                || type == Float.class
                || TimeTexts.isWritten(type)
                || Contents.isDefinedBy(type);
    }

    /** {@return an empty collection for a declared type that is not {@code EnumSet}; null if none is made} */
    @SuppressWarnings("JdkObsolete") // Jackson's choice
    public static @Nullable Collection<@Nullable Object> emptyCollection(Class<?> type) {
        return switch (type.getName()) {
            case "java.util.Collection", "java.util.List", "java.util.ArrayList", "java.util.SequencedCollection" ->
                new ArrayList<>();
            case "java.util.Set", "java.util.HashSet" -> new HashSet<>();
            case "java.util.LinkedHashSet", "java.util.SequencedSet" -> new LinkedHashSet<>();
            case "java.util.SortedSet", "java.util.NavigableSet", "java.util.TreeSet" -> new TreeSet<>();
            case "java.util.Queue", "java.util.Deque", "java.util.LinkedList" -> new LinkedList<>();
            case "java.util.ArrayDeque" -> new ArrayDeque<>();
            default -> null;
        };
    }

    /** {@return an empty map for a declared type that is not {@code EnumMap}; null if none is made} */
    public static @Nullable Map<Object, @Nullable Object> emptyMap(Class<?> type) {
        return switch (type.getName()) {
            case "java.util.Map", "java.util.LinkedHashMap", "java.util.SequencedMap" -> new LinkedHashMap<>();
            case "java.util.HashMap" -> new HashMap<>();
            case "java.util.SortedMap", "java.util.NavigableMap", "java.util.TreeMap" -> new TreeMap<>();
            case "java.util.concurrent.ConcurrentMap", "java.util.concurrent.ConcurrentHashMap" ->
                new ConcurrentHashMap<>();
            default -> null;
        };
    }
}
