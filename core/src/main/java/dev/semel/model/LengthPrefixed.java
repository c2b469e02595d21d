// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Injective joining of texts (S13): each part stands after its length, so that no two lists of parts make one text. The
 * three forms are stored in keys and fingerprints, so none of them may change.
 */
public final class LengthPrefixed {

    private LengthPrefixed() {}

    /**
     * {@return the parts with a bar between them, as in {@code 5:alice|2:42}; the empty text for no part}
     *
     * @param parts the parts
     */
    public static String join(List<String> parts) {
        return parts.stream().map(LengthPrefixed::prefixed).collect(Collectors.joining("|"));
    }

    /**
     * {@return parts of which some may be absent, each with a mark of its own, as in {@code 6:=alice|1:-}: an absent
     * part is neither an empty one nor the text {@code -}}
     *
     * @param parts any values with a stable {@code toString}; null for an absent one
     */
    public static String joinOptional(@Nullable Object... parts) {
        return Arrays.stream(parts)
                .map(part -> prefixed(part == null ? "-" : "=" + part))
                .collect(Collectors.joining("|"));
    }

    /**
     * {@return the parts with a bar after each of them, as in {@code 5:alice|2:42|}}
     *
     * @param parts the parts
     */
    public static String list(String... parts) {
        return list(List.of(parts));
    }

    /**
     * {@return the parts with a bar after each of them, as {@link #list(String...)}; the empty text for no part}
     *
     * @param parts the parts
     */
    public static String list(List<String> parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            joined.append(prefixed(part)).append('|');
        }
        return joined.toString();
    }

    private static String prefixed(String part) {
        return part.length() + ":" + part;
    }
}
