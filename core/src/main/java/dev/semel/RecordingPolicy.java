// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** When the results of a batch are written. */
public enum RecordingPolicy {

    /**
     * Each result is recorded before the next body of its order begins: at a crash, at most one effect of each body under
     * way is unrecorded. One store call for each record.
     */
    EACH_RECORD,

    /**
     * What finishes while one call is in flight shares the next, and so does what finishes while bodies are handed to their
     * executor: at a crash, what finished within about one round trip is unrecorded, besides the bodies under way. The
     * bodies do not wait for the store. The default.
     */
    PIPELINED,

    /** All results are recorded at the end: at a crash, at most the whole batch is unrecorded. The fewest store calls. */
    END_OF_BATCH
}
