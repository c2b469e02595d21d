// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** The times at which the results of a batch are written. */
public enum RecordingPolicy {

    /**
     * Each result is recorded before the next body of its order begins: at a crash, at most one effect of each body
     * under way is unrecorded. One store call for each record.
     */
    EACH_RECORD,

    /**
     * Bodies that finish while one store call is in flight share the next, and so do those that finish while bodies are
     * handed to their executor: at a crash, the bodies that finished within about one round trip are unrecorded,
     * besides those under way. The bodies do not wait for the store. The first result waits for others for one
     * millisecond at most, and not at all when no body is left to run. The default.
     */
    PIPELINED,

    /**
     * All results are recorded at the end: at a crash, at most the whole batch is unrecorded. The fewest store calls.
     * If inputs wait for the answer to their claim, the results of the others are recorded meanwhile.
     */
    END_OF_BATCH
}
