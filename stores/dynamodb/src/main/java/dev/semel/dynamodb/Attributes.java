// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.PrintableText;
import dev.semel.model.Text;
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

/** The names of one table's attributes, and the keys of its items. Immutable. */
final class Attributes {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_SORT_KEY = 1024;
    private static final Pattern PLACEHOLDER = Pattern.compile("#[a-z_]+");

    /** The second part of a composite key. It is constant, because the record id alone tells items apart. */
    record SortKey(String attribute, String value) {

        SortKey {
            requireName(attribute, "sortKey attribute");
            int bytes = Text.requireFilled(value, "sortKey value").getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_SORT_KEY) {
                throw new IllegalArgumentException("sortKey value must have 1 to 1024 bytes, has " + bytes);
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
                throw new IllegalArgumentException(
                        "name of " + attribute + " is '" + PrintableText.name(name) + "', which is used twice");
            }
            names.put(attribute, name);
        }
    }

    /** {@return the name of an attribute, or refuses one that DynamoDB does not take} */
    static String requireName(String name, String argument) {
        Text.requireFilled(name, argument);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > LONGEST_NAME) {
            throw new IllegalArgumentException(argument + " must have 1 to 255 bytes, has " + bytes);
        }
        return name;
    }

    /** {@return the attribute's name in the table} */
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

    /** {@return the names of the key attributes} */
    Set<String> keyNames() {
        String id = name(Attribute.ID);
        return sortKey == null ? Set.of(id) : Set.of(id, sortKey.attribute());
    }

    /** {@return the key of the item with this id} */
    Map<String, AttributeValue> key(String id) {
        Map<String, AttributeValue> key = new HashMap<>();
        putKey(id, key);
        return key;
    }

    /** Adds the key of the item with this id. */
    void putKey(String id, Map<String, AttributeValue> item) {
        item.put(name(Attribute.ID), AttributeValue.fromS(id));
        if (sortKey != null) {
            item.put(sortKey.attribute(), AttributeValue.fromS(sortKey.value()));
        }
    }

    /** {@return the names of the placeholders in {@code expressions}, and no others: DynamoDB refuses unused names} */
    Map<String, String> namesIn(String... expressions) {
        Map<String, String> found = new HashMap<>();
        for (String expression : expressions) {
            Matcher matcher = PLACEHOLDER.matcher(expression);
            while (matcher.find()) {
                found.put(matcher.group(), named(matcher.group()));
            }
        }
        return Map.copyOf(found);
    }

    /** {@return as {@link #namesIn}, for a constant expression; computed once per constant} */
    Map<String, String> namesInConstant(String expression) {
        Map<String, String> known = namesOfConstants.get(expression);
        if (known == null) {
            known = namesIn(expression);
            namesOfConstants.put(expression, known);
        }
        return known;
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
