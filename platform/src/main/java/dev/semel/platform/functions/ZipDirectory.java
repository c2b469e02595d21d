// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * The directory at the end of a zip, which alone says of what kind an entry is: {@code ZipInputStream} reads what
 * stands before each entry, and takes a symbolic link for a file. Numbers are those of "APPNOTE.TXT, .ZIP File Format
 * Specification", 4.3.12 to 4.3.16. Immutable.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int WIDE_LOCATOR = 0x07064b50;
    private static final int WIDE_LOCATOR_LENGTH = 20;
    private static final int WIDE_END = 0x06064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int KIND_MASK = 0xf000;

    private final Map<String, Kind> entries;

    private ZipDirectory(Map<String, Kind> entries) {
        this.entries = Map.copyOf(entries);
    }

    /** The kind of an entry, by the mode of the Unix file that it was made of. */
    enum Kind {
        /** A zip of a system without modes: a name that ends with a slash is a folder. */
        NOT_TOLD,
        FILE,
        FOLDER,
        /** A symbolic link, a device, a pipe or a socket. */
        OTHER;

        static Kind of(int mode) {
            return switch (mode & KIND_MASK) {
                case 0 -> NOT_TOLD;
                case 0x8000 -> FILE;
                case 0x4000 -> FOLDER;
                default -> OTHER; // an int is no sealed type
            };
        }
    }

    /**
     * Reads the directory of a zip. A name that is there twice has the kind of the stranger entry.
     *
     * @throws ZipException if there is none, or it is cut off
     */
    static ZipDirectory of(byte[] zip) throws ZipException {
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return new ZipDirectory(read(bytes, start(bytes)));
        } catch (IndexOutOfBoundsException | ArithmeticException | CharacterCodingException e) {
            throw new ZipException("the directory of the zip cannot be read");
        }
    }

    /** {@return the kind of each entry, by name} */
    Map<String, Kind> entries() {
        return entries;
    }

    private static int start(ByteBuffer bytes) throws ZipException {
        for (int end = bytes.limit() - END_LENGTH; end >= 0 && end >= bytes.limit() - END_LENGTH - MAX_COMMENT; end--) {
            if (bytes.getInt(end) == END) {
                int locator = end - WIDE_LOCATOR_LENGTH;
                if (locator >= 0 && bytes.getInt(locator) == WIDE_LOCATOR) {
                    int wide = Math.toIntExact(bytes.getLong(locator + 8));
                    if (bytes.getInt(wide) == WIDE_END) {
                        return Math.toIntExact(bytes.getLong(wide + 48));
                    }
                }
                return bytes.getInt(end + 16);
            }
        }
        throw new ZipException("the zip has no directory");
    }

    private static Map<String, Kind> read(ByteBuffer bytes, int start) throws CharacterCodingException {
        Map<String, Kind> entries = new LinkedHashMap<>();
        int at = start;
        while (bytes.getInt(at) == ENTRY) {
            int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.slice(at + ENTRY_LENGTH, nameLength))
                    .toString();
            entries.merge(
                    name,
                    Kind.of(bytes.getInt(at + 38) >>> 16),
                    (one, other) -> one.compareTo(other) > 0 ? one : other);
            at += ENTRY_LENGTH
                    + nameLength
                    + Short.toUnsignedInt(bytes.getShort(at + 30))
                    + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
        return entries;
    }
}
