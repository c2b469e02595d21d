// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.ContentFree;
import dev.semel.model.PrintableText;
import java.util.Objects;

/**
 * Thrown by a {@link KeyExtractor} whose input lacks a part of the key. The engine treats it like a missing key: by
 * default as {@link InvalidKeyException} before anything ran.
 */
public final class MissingKeyPartException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 1000;

    /**
     * Names the part that is missing.
     *
     * @param message which part and what was found instead; never its value. At most 1,000 characters are kept, and
     *     control characters become {@code ?}
     */
    public MissingKeyPartException(String message) {
        super(PrintableText.line(Objects.requireNonNull(message, "message"), LONGEST));
    }
}
