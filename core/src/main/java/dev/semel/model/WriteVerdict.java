// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import org.jspecify.annotations.Nullable;

/** The answer of a store to a write after the claim. */
public sealed interface WriteVerdict {

    /**
     * The record shows the write: by this call, or by an earlier one that it repeats (S6).
     *
     * @param record the record with the write
     */
    record Applied(IdempotencyRecord.Known record) implements WriteVerdict {}

    /**
     * The write was refused and changed nothing: the caller does not, or no longer, own the record.
     *
     * @param record the record that is there instead; null if it is absent
     */
    record Fenced(@Nullable IdempotencyRecord record) implements WriteVerdict {}
}
