// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A reader of the attributes of one item. It accepts each attribute only as the one type that it may have. */
final class Fields {

    /** Far more than any fence, revision or generation, and far from overflowing. */
    private static final long HIGHEST_COUNT = Long.MAX_VALUE / 2;

    private final Map<String, AttributeValue> item;
    private final Attributes attributes;

    Fields(Map<String, AttributeValue> item, Attributes attributes) {
        this.item = item;
        this.attributes = attributes;
    }

    boolean has(Attribute attribute) {
        return item.containsKey(attributes.name(attribute));
    }

    @Nullable
    AttributeValue value(Attribute attribute) {
        return item.get(attributes.name(attribute));
    }

    AttributeValue required(Attribute attribute) {
        AttributeValue value = value(attribute);
        if (value == null) {
            throw new UnreadableItemException("attribute '" + attributes.name(attribute) + "' is absent");
        }
        return value;
    }

    String text(Attribute attribute) {
        return text(required(attribute), attributes.name(attribute));
    }

    static String text(@Nullable AttributeValue value, String name) {
        String text = value == null ? null : value.s();
        if (text == null) {
            throw new UnreadableItemException("attribute '" + name + "' is not a text");
        }
        return text;
    }

    static Map<String, AttributeValue> map(AttributeValue value, String name) {
        if (!value.hasM()) {
            throw new UnreadableItemException("attribute '" + name + "' is not a map");
        }
        return value.m();
    }

    long number(Attribute attribute) {
        return number(required(attribute), attributes.name(attribute));
    }

    static long number(@Nullable AttributeValue value, String name) {
        String digits = value == null ? null : value.n();
        try {
            if (digits != null) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            // reported below, without the digits
        }
        throw new UnreadableItemException("attribute '" + name + "' is not a whole number");
    }

    /** {@return a number that counts something, so that a later write can still increase it} */
    long count(Attribute attribute) {
        return bounded(number(attribute), HIGHEST_COUNT, attributes.name(attribute));
    }

    /** {@return the text of an attribute, or {@code usual} if it is absent} */
    String text(Attribute attribute, String usual) {
        return has(attribute) ? text(attribute) : usual;
    }

    /** {@return the number of an attribute, or {@code usual} if it is absent} */
    long number(Attribute attribute, long usual) {
        return has(attribute) ? number(attribute) : usual;
    }

    Instant millis(Attribute attribute) {
        return millis(value(attribute), attributes.name(attribute));
    }

    static Instant millis(@Nullable AttributeValue value, String name) {
        return Instant.ofEpochMilli(bounded(number(value, name), ItemCodec.FAR_AWAY.toEpochMilli(), name));
    }

    Instant seconds(Attribute attribute) {
        String name = attributes.name(attribute);
        return Instant.ofEpochSecond(bounded(number(attribute), ItemCodec.FAR_AWAY.getEpochSecond(), name));
    }

    private static long bounded(long number, long highest, String name) {
        if (number < 0 || number > highest) {
            throw new UnreadableItemException("attribute '" + name + "' is out of its range");
        }
        return number;
    }

    <E extends Enum<E>> E constant(Attribute attribute, Class<E> type) {
        try {
            return Enum.valueOf(type, text(attribute));
        } catch (IllegalArgumentException e) {
            throw new UnreadableItemException("attribute '" + attributes.name(attribute) + "' has an unknown value");
        }
    }

    /** {@return the elements of a list; none if the attribute is absent} */
    List<AttributeValue> list(Attribute attribute) {
        AttributeValue value = value(attribute);
        if (value == null) {
            return List.of();
        }
        if (!value.hasL()) {
            throw new UnreadableItemException("attribute '" + attributes.name(attribute) + "' is not a list");
        }
        return value.l();
    }
}
