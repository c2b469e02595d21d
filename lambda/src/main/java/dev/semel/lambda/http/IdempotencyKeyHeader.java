// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reader of the header field {@code Idempotency-Key}: a String of Structured Field Values (RFC 9651, 3.3.3), as in the
 * draft, or the same without quotes, as most clients send it. Both forms mean the same key.
 *
 * <p>Without quotes a key has printable ASCII characters except space, quotation mark, backslash, comma and semicolon;
 * in quotes all of them, and {@code \"} and {@code \\}. Anything after the closing quotation mark, such as parameters
 * or a second key, is refused: sources join several fields with commas, and two keys are no key.
 *
 * @param name the field's name
 * @param longest the maximum number of characters of a key
 * @param form the pattern of the whole key, without its quotes
 */
record IdempotencyKeyHeader(String name, int longest, Pattern form) {

    IdempotencyKeyHeader {
        Objects.requireNonNull(form, "form");
        if (name.isEmpty() || !name.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ':')) {
            throw new IllegalArgumentException("keyHeader is not the name of a header field");
        }
        if (longest < 1 || longest > 1000) {
            throw new IllegalArgumentException("longestKey must be 1 to 1000 characters, is " + longest);
        }
    }

    /** Result of reading the field. */
    sealed interface Reading {}

    /**
     * A key.
     *
     * @param value the key without quotes
     */
    record Key(String value) implements Reading {}

    /** No field. */
    record Absent() implements Reading {}

    /**
     * A malformed field.
     *
     * @param problem the problem, without content
     */
    record Malformed(String problem) implements Reading {}

    Reading read(HttpHeaders headers) {
        if (headers.isUnreadable(name)) {
            return new Malformed("is not a text");
        }
        List<String> values = headers.all(name);
        if (values.isEmpty()) {
            return new Absent();
        }
        if (values.size() > 1) {
            return new Malformed("is there " + values.size() + " times");
        }
        String value = trimmed(values.get(0));
        if (value.isEmpty()) {
            return new Malformed("is empty");
        }
        return value.charAt(0) == '"' ? quoted(value) : bare(value);
    }

    private Reading quoted(String value) {
        StringBuilder key = new StringBuilder();
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                return i == value.length() - 1
                        ? checked(key.toString())
                        : new Malformed(
                                "goes on after its closing quotation mark; one key is allowed, without parameters");
            }
            if (c == '\\') {
                i++;
                if (i == value.length() || (value.charAt(i) != '"' && value.charAt(i) != '\\')) {
                    return new Malformed("has a backslash that is not followed by a quotation mark or a backslash");
                }
                c = value.charAt(i);
            }
            if (c < 0x20 || c > 0x7E) {
                return new Malformed("has characters other than printable ASCII");
            }
            key.append(c);
        }
        return new Malformed("has no closing quotation mark");
    }

    private Reading bare(String value) {
        if (value.indexOf(',') >= 0 || value.indexOf(';') >= 0) {
            return new Malformed(
                    "has a comma or semicolon outside quotation marks; one key is allowed, without parameters");
        }
        boolean plain = value.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\');
        return plain
                ? checked(value)
                : new Malformed(
                        "has, outside quotation marks, a space, a quotation mark, a backslash, or characters other "
                                + "than printable ASCII");
    }

    private Reading checked(String key) {
        if (key.isEmpty()) {
            return new Malformed("is empty");
        }
        if (key.length() > longest) {
            return new Malformed("has " + key.length() + " characters, and at most " + longest + " are allowed");
        }
        return form.matcher(key).matches() ? new Key(key) : new Malformed("has not the form that this server asks for");
    }

    /** {@return the value without spaces and tabs around it, which are not part of it (RFC 9110, 5.5)} */
    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
