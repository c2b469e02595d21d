// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The collections and maps of the JDK that are read back as equal ones, and the reasons against the others. */
final class ExactContainers {

    private static final String DECLARE = "; declare List, Set or Map";

    private ExactContainers() {}

    /** {@return whether a class is a collection or a map, of whatever kind} */
    static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    /** {@return why a collection or map does not come back equal, whatever it holds; null if it does} */
    static @Nullable String problem(Class<?> type) {
        return switch (type.getName()) {
            case "java.util.List",
                    "java.util.ArrayList",
                    "java.util.LinkedList",
                    "java.util.Set",
                    "java.util.HashSet",
                    "java.util.LinkedHashSet",
                    "java.util.SequencedSet",
                    "java.util.EnumSet",
                    "java.util.Map",
                    "java.util.HashMap",
                    "java.util.LinkedHashMap",
                    "java.util.SequencedMap",
                    "java.util.EnumMap",
                    "java.util.concurrent.ConcurrentMap",
                    "java.util.concurrent.ConcurrentHashMap" -> null;
            case "java.util.Collection", "java.util.SequencedCollection" ->
                "a value declared as " + type.getName() + " comes back as a list, also if it was a set" + DECLARE;
            case "java.util.SortedSet",
                    "java.util.NavigableSet",
                    "java.util.TreeSet",
                    "java.util.SortedMap",
                    "java.util.NavigableMap",
                    "java.util.TreeMap" ->
                "a " + type.getName() + " comes back without its comparator, in the natural order" + DECLARE
                        + " (a LinkedHashSet or LinkedHashMap keeps the order)";
            case "java.util.Queue", "java.util.Deque", "java.util.ArrayDeque" ->
                "a " + type.getName() + " comes back as a LinkedList, which is not equal" + DECLARE;
            default -> type.getName() + " is not one of the collections and maps that come back equal" + DECLARE;
        };
    }
}
