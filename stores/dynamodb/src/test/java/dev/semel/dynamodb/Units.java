// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * The units that DynamoDB charges for: write units of 1 KB and read units of 4 KB, by "DynamoDB read and write
 * operations" of its developer guide.
 *
 * @param writes write units
 * @param reads read units, of consistent reads
 */
record Units(long writes, long reads) {

    private static final int WRITE_BYTES = 1024;
    private static final int READ_BYTES = 4096;

    static final Units NONE = new Units(0, 0);

    /**
     * {@return the units of a write, charged by the largest of the item before it, after it, and as requested} This
     * includes a write that is refused because its condition is not met.
     */
    static Units written(long largestBytes) {
        return new Units(units(largestBytes, WRITE_BYTES), 0);
    }

    static Units read(long bytes) {
        return new Units(0, units(bytes, READ_BYTES));
    }

    private static long units(long bytes, int unit) {
        return Math.max(1, (bytes + unit - 1) / unit);
    }

    Units plus(Units other) {
        return new Units(writes + other.writes, reads + other.reads);
    }

    Units times(int factor) {
        return new Units(writes * factor, reads * factor);
    }
}
