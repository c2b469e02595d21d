// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/**
 * The one encoding of keys as record ids (S13): {@code tenant/scope/value}, always with two slashes.
 *
 * <p>A part of at most 128 printable ASCII characters stands as it is, with {@code %}, {@code /}, {@code ~} and the
 * space escaped as {@code %XX}. Any other part is {@code ~} and the base64url SHA-256 of its UTF-8 encoding; no plain
 * part starts with {@code ~}. So two keys have one id only if SHA-256 collides, an id is printable ASCII of at most
 * 1154 characters, and stores that fold case of, pad or normalise what is not ASCII cannot merge two ids. Pinned by
 * golden values; a change is a new storage format.
 */
final class RecordId {

    private static final int PLAIN_LIMIT = 128;

    private RecordId() {}

    static String of(IdempotencyKey key) {
        StringBuilder id = new StringBuilder(
                key.tenant().length() + key.scope().length() + key.value().length() + 8);
        append(id, key.tenant());
        append(id.append('/'), key.scope());
        append(id.append('/'), key.value());
        return id.toString();
    }

    private static void append(StringBuilder id, String part) {
        int special = firstSpecial(part);
        if (special == part.length() && part.length() <= PLAIN_LIMIT) {
            id.append(part); // the usual case
        } else if (isPlain(part, special)) {
            appendEscaped(id, part);
        } else {
            id.append('~').append(new Sha256().plain(Blob.utf8(part)).base64Url());
        }
    }

    /** {@return the index of the first character that does not stand for itself; the length if there is none} */
    private static int firstSpecial(String part) {
        int i = 0;
        while (i < part.length() && isPrintable(part.charAt(i)) && !isEscaped(part.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPlain(String part, int from) {
        for (int i = from; i < part.length(); i++) {
            if (!isPrintable(part.charAt(i))) {
                return false;
            }
        }
        return part.length() <= PLAIN_LIMIT;
    }

    private static boolean isPrintable(char c) {
        return c >= 0x20 && c <= 0x7E;
    }

    private static boolean isEscaped(char c) {
        return c == '%' || c == '/' || c == '~' || c == ' ';
    }

    private static void appendEscaped(StringBuilder id, String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '%' -> id.append("%25");
                case '/' -> id.append("%2F");
                case '~' -> id.append("%7E");
                case ' ' -> id.append("%20");
                default -> id.append(c);
            }
        }
    }
}
