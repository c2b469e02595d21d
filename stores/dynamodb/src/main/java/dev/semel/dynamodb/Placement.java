// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Locale;

/** The place of a result's bytes. */
enum Placement {
    /** No place: the value is null, or not kept. */
    NONE,
    /** The record. */
    INLINE,
    /** A side item. */
    SIDE,
    /** The overflow store. */
    OVERFLOW;

    private final String text = name().toLowerCase(Locale.ROOT);

    String text() {
        return text;
    }

    static Placement parse(String text) {
        for (Placement placement : values()) {
            if (placement.text.equals(text)) {
                return placement;
            }
        }
        throw new UnreadableItemException("it is kept in an unknown place");
    }
}
