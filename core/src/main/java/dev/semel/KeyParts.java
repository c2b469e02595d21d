// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.LengthPrefixed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of several parts. */
public final class KeyParts {

    private KeyParts() {}

    /**
     * {@return the extractor of a key made of several parts, every one required} Injective: the parts {@code a, bc} are
     * not {@code ab, c}. Each part stands after its length, as in {@code 5:alice|2:42}.
     *
     * @param parts at least two; each must yield a text that is not empty
     * @param <I> the input
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of copies
    public static <I> KeyExtractor<I> composite(KeyExtractor<? super I>... parts) {
        List<KeyExtractor<? super I>> all = List.of(parts);
        if (all.size() < 2) {
            throw new IllegalArgumentException("A composite key has at least two parts, got " + all.size());
        }
        return input -> {
            List<String> found = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                found.add(present(all.get(i).extract(input), i));
            }
            return LengthPrefixed.join(found);
        };
    }

    private static String present(@Nullable String part, int index) {
        if (part == null || part.isEmpty()) {
            throw new MissingKeyPartException(
                    "part " + (index + 1) + " of the composite key is " + (part == null ? "missing" : "empty"));
        }
        return part;
    }
}
