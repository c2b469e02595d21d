// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.Blob;
import dev.semel.model.RecoveryPoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A recovery point as a field holds it: {@code INDEX:ATTEMPT:MOMENT:} and {@code -} for no value, else {@code =} and
 * the bytes.
 *
 * @param index the position among the points, from 0
 * @param point the recovery point
 */
record StoredPoint(long index, RecoveryPoint point) {

    private static final int LONGEST_HEAD = 64;

    /** {@return the value as the field has it at its end} */
    static byte[] value(@Nullable Blob value) {
        if (value == null) {
            return RedisTexts.bytes("-");
        }
        byte[] bytes = value.toByteArray();
        byte[] marked = new byte[bytes.length + 1];
        marked[0] = '=';
        System.arraycopy(bytes, 0, marked, 1, bytes.length);
        return marked;
    }

    static StoredPoint parse(String name, byte[] field) {
        String head = new String(field, 0, Math.min(field.length, LONGEST_HEAD), StandardCharsets.ISO_8859_1);
        String[] parts = head.split(":", 4);
        if (parts.length < 4 || parts[3].isEmpty()) {
            throw new UnreadableFieldException("a recovery point in another form");
        }
        int start = parts[0].length() + parts[1].length() + parts[2].length() + 3;
        Blob value = switch (field[start]) {
            case '-' -> null;
            case '=' -> Blob.of(Arrays.copyOfRange(field, start + 1, field.length));
            default -> throw new UnreadableFieldException("a recovery point in another form");
        };
        RecoveryPoint point = new RecoveryPoint(
                name, value, Integer.parseInt(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[2])));
        return new StoredPoint(Long.parseLong(parts[0]), point);
    }
}
