// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item in bytes as DynamoDB counts it ("DynamoDB Item sizes and formats" of its developer guide). Write
 * units and the limit of an item are measured in these bytes.
 */
final class ItemSize {

    /** The largest size of an item. */
    static final int LIMIT = 400 * 1024;

    private static final int CONTAINER = 3;
    private static final int ELEMENT = 1;

    private ItemSize() {}

    static long of(Map<String, AttributeValue> item) {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            bytes += utf8(attribute.getKey()) + of(attribute.getValue());
        }
        return bytes;
    }

    static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> ofNumber(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
            case NS -> value.ns().stream().mapToLong(ItemSize::ofNumber).sum();
            case BS ->
                value.bs().stream().mapToLong(b -> b.asByteArrayUnsafe().length).sum();
            case L -> CONTAINER + ofElements(value.l());
            case M -> CONTAINER + of(value.m()) + (long) ELEMENT * value.m().size();
            case BOOL, NUL -> 1;
            case UNKNOWN_TO_SDK_VERSION -> 0;
        };
    }

    /** {@return the number of bytes that these elements add to a list} */
    static long ofElements(List<AttributeValue> elements) {
        return elements.stream().mapToLong(element -> ELEMENT + of(element)).sum();
    }

    /**
     * {@return the bytes of a number: one for each two digits without leading and trailing zeros, plus one, plus one
     * for a minus}
     */
    private static long ofNumber(String number) {
        BigDecimal decimal = new BigDecimal(number).stripTrailingZeros();
        return (decimal.precision() + 1L) / 2 + 1 + (decimal.signum() < 0 ? 1 : 0);
    }

    /** {@return the number of bytes of a text in UTF-8} */
    static int utf8(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x80) {
            i++;
        }
        return i == text.length() ? i : text.getBytes(StandardCharsets.UTF_8).length; // ASCII needs no copy
    }
}
