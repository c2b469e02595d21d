// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.PrintableText;

/**
 * Records of one shard or partition, from the first to the last one. Immutable.
 *
 * @param part the shard, such as {@code shardId-000000000006}; of Kafka topic and partition, as in {@code orders-0}
 * @param first the sequence number or offset of the first record; decimal digits
 * @param last the sequence number or offset of the last record; decimal digits
 */
public record RecordRange(String part, String first, String last) {

    /** Validates every part. */
    public RecordRange {
        Requirements.named(part, "part");
        Requirements.named(first, "first");
        Requirements.named(last, "last");
    }

    @Override
    public String toString() {
        return PrintableText.shown("RecordRange[" + part + " " + first + " to " + last + "]");
    }
}
