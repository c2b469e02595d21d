// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request or a response as it came, to be passed on unchanged.
 *
 * @param head the first line and the headers, with the empty line that ends them
 * @param bytes all of it, head and body
 */
@SuppressWarnings("ArrayRecordComponent") // passed on by the one thread that read it, never compared
record HttpMessage(String head, byte[] bytes) {

    /** {@return a header's value, if there is one of this name, in any case} */
    Optional<String> header(String name) {
        return header(head, name);
    }

    static Optional<String> header(String head, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
