// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A zip made byte by byte, as no tool would make it. */
final class RawZip {

    private static final int FILE = 0x81a4;

    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int count;

    /** Adds an entry of a regular file. */
    RawZip with(String name, String content) {
        return with(name, name, FILE, content);
    }

    /**
     * Adds an entry.
     *
     * @param name the name before the content; empty if there is nothing but the line of the directory
     * @param listed the name in the directory; empty if it has none
     * @param mode type and permissions of a Unix file
     */
    RawZip with(String name, String listed, int mode, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(data);
        int offset = entries.size();
        if (!name.isEmpty()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            entries.writeBytes(header(30, 0x04034b50, 4)
                    .putInt(14, (int) crc.getValue())
                    .putInt(18, data.length)
                    .putInt(22, data.length)
                    .putShort(26, (short) bytes.length)
                    .array());
            entries.writeBytes(bytes);
            entries.writeBytes(data);
        }
        if (!listed.isEmpty()) {
            byte[] bytes = listed.getBytes(StandardCharsets.UTF_8);
            directory.writeBytes(header(46, 0x02014b50, 6)
                    .putShort(4, (short) (3 << 8 | 20)) // made on Unix
                    .putInt(16, (int) crc.getValue())
                    .putInt(20, data.length)
                    .putInt(24, data.length)
                    .putShort(28, (short) bytes.length)
                    .putInt(38, mode << 16)
                    .putInt(42, offset)
                    .array());
            directory.writeBytes(bytes);
            count++;
        }
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.writeBytes(entries.toByteArray());
        zip.writeBytes(directory.toByteArray());
        zip.writeBytes(header(22, 0x06054b50, 4)
                .putShort(4, (short) 0)
                .putShort(8, (short) count)
                .putShort(10, (short) count)
                .putInt(12, directory.size())
                .putInt(16, entries.size())
                .array());
        return zip.toByteArray();
    }

    private static ByteBuffer header(int length, int signature, int versionAt) {
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, signature)
                .putShort(versionAt, (short) 20);
    }
}
