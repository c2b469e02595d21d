// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the attributes of one table are called, and what the key of an item is. Immutable. */
final class Attributes {

    private static final int LONGEST_NAME = 255;
    private static final Pattern PLACEHOLDER = Pattern.compile("#[a-z_]+");

    /** The second part of a composite key: a constant, as the record id alone tells items apart. */
    record SortKey(String attribute, String value) {

        SortKey {
            requireName(attribute, "sortKey attribute");
            if (value.isEmpty()) {
                throw new IllegalArgumentException("sortKey value is empty, which DynamoDB refuses in a key");
            }
        }
    }

    private final Map<Attribute, String> names = new EnumMap<>(Attribute.class);
    private final Map<String, Map<String, String>> namesOfConstants = new ConcurrentHashMap<>();
    private final @Nullable SortKey sortKey;

    Attributes(Map<Attribute, String> changed, @Nullable SortKey sortKey) {
        this.sortKey = sortKey;
        Set<String> used = new HashSet<>();
        if (sortKey != null) {
            used.add(sortKey.attribute());
        }
        for (Attribute attribute : Attribute.values()) {
            String name = requireName(changed.getOrDefault(attribute, attribute.defaultName()), "name of " + attribute);
            if (!used.add(name)) {
                throw new IllegalArgumentException("name of " + attribute + " is '" + name + "', which is used twice");
            }
            names.put(attribute, name);
        }
    }

    private static String requireName(String name, String argument) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > LONGEST_NAME) {
            throw new IllegalArgumentException(argument + " must have 1 to 255 bytes, has " + bytes);
        }
        return name;
    }

    /** Returns the attribute's name in the table. */
    String name(Attribute attribute) {
        String name = names.get(attribute);
        if (name == null) {
            throw new IllegalStateException("Every attribute has a name, " + attribute + " has none");
        }
        return name;
    }

    @Nullable
    SortKey sortKey() {
        return sortKey;
    }

    /** Returns the names of what is in a key. */
    Set<String> keyNames() {
        String id = name(Attribute.ID);
        return sortKey == null ? Set.of(id) : Set.of(id, sortKey.attribute());
    }

    /** Returns the key of the item with this id. */
    Map<String, AttributeValue> key(String id) {
        Map<String, AttributeValue> key = new HashMap<>();
        key.put(name(Attribute.ID), AttributeValue.fromS(id));
        if (sortKey != null) {
            key.put(sortKey.attribute(), AttributeValue.fromS(sortKey.value()));
        }
        return key;
    }

    /** Returns what the placeholders in {@code expressions} stand for; DynamoDB refuses more than those. */
    Map<String, String> namesIn(String... expressions) {
        Map<String, String> found = new HashMap<>();
        for (String expression : expressions) {
            Matcher matcher = PLACEHOLDER.matcher(expression);
            while (matcher.find()) {
                found.computeIfAbsent(matcher.group(), this::named);
            }
        }
        return Map.copyOf(found);
    }

    /** As {@link #namesIn}, of a constant that goes with many requests: found once. */
    Map<String, String> namesInConstant(String expression) {
        return namesOfConstants.computeIfAbsent(expression, unknown -> namesIn(unknown));
    }

    private String named(String placeholder) {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.placeholder().equals(placeholder)) {
                return name(attribute);
            }
        }
        throw new IllegalStateException("No attribute has the placeholder " + placeholder);
    }
}
