// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import dev.semel.model.ClaimRequest;
import dev.semel.model.CommitRequest;
import dev.semel.model.WriteRequest;

/** A request to the store, with what only its sender knows. */
sealed interface Request {

    /**
     * A claim.
     *
     * @param request what is sent
     */
    record Claiming(ClaimRequest request) implements Request {}

    /**
     * A commit.
     *
     * @param request what is sent
     */
    record Committing(CommitRequest request) implements Request {}

    /**
     * A write after the claim.
     *
     * @param request what is sent
     * @param fence the fencing token of the claim in whose name the sender writes
     */
    record Writing(WriteRequest request, long fence) implements Request {}
}
