// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Certainty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The values that stand in the text of a PartiQL statement, by name: whole numbers, and texts that this store itself
 * defines. Every other value is a parameter, so no text of a caller or of a stored item becomes part of a statement.
 *
 * @param values the values
 */
record Literals(Map<String, AttributeValue> values) {

    static final Literals NONE = new Literals(Map.of());

    /** The most digits of a number in a text: more than any moment or fence has. */
    private static final int DIGITS = 18;

    private static final Map<String, String> OWN_TEXTS = Stream.of(
                    ItemCodec.IN_PROGRESS, ItemCodec.COMPLETED, Certainty.NOT_STARTED.name())
            .collect(Collectors.toUnmodifiableMap(text -> text, text -> "'" + text + "'"));

    private static final String PARAMETER = "?";

    /** {@return those of {@code values} that may stand in a text} */
    static Literals among(Map<String, AttributeValue> values) {
        Map<String, AttributeValue> literals = new LinkedHashMap<>(values);
        literals.values().removeIf(value -> text(value).equals(PARAMETER));
        return new Literals(literals);
    }

    private static String text(AttributeValue value) {
        return switch (value.type()) {
            case N -> isWhole(value.n()) ? value.n() : PARAMETER;
            case S -> OWN_TEXTS.getOrDefault(value.s(), PARAMETER);
            default -> PARAMETER;
        };
    }

    private static boolean isWhole(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return !number.isEmpty() && number.length() <= DIGITS;
    }

    boolean have(String name) {
        return values.containsKey(name);
    }

    /** {@return the literal with this name, or {@code ?} if its value is a parameter} */
    String textOf(String name) {
        AttributeValue value = values.get(name);
        return value == null ? PARAMETER : text(value);
    }

    /** {@return those of the names whose values are parameters} */
    List<String> others(List<String> names) {
        return names.stream().filter(name -> !have(name)).toList();
    }

    /** {@return whether {@code others} has the same values under these names} */
    boolean areIn(Map<String, AttributeValue> others) {
        for (Map.Entry<String, AttributeValue> literal : values.entrySet()) {
            if (!literal.getValue().equals(others.get(literal.getKey()))) {
                return false;
            }
        }
        return true;
    }
}
