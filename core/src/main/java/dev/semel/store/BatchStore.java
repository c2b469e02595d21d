// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.util.List;

/**
 * A store that answers many requests in few round trips. A batch is a bundle of single calls: each request is decided
 * on its own, atomically (S7), and fails on its own.
 */
public interface BatchStore extends IdempotencyStore {

    /**
     * Asks for the right to execute several operations.
     *
     * @param requests any number, each for another key
     * @param call the moment of the call and the time that it may take
     * @return one answer for each request, in the order of the requests
     * @throws IllegalArgumentException if two requests are for one key; nothing was done
     */
    List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, StoreCall call);

    /**
     * Stores results and gives claims back.
     *
     * @param requests any number, each for another key
     * @param call the moment of the call and the time that it may take
     * @return one answer for each request, in the order of the requests
     * @throws IllegalArgumentException if two requests are for one key; nothing was done
     */
    List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call);
}
