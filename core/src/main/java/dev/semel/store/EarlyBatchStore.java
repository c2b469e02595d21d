// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.store;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import java.util.List;
import java.util.Optional;

/**
 * A batch store that knows some answers to the claims of a batch a round trip before the others, for example because
 * the records of duplicates take a read. The bodies of the keys claimed then run while the store works on the rest.
 */
public interface EarlyBatchStore extends BatchStore {

    /**
     * Asks for the right to execute several operations, as {@link #claimAll}, and returns when the first answers are
     * there. The store may work on the rest meanwhile, on threads of its own.
     *
     * @param requests any number, each for another key
     * @param call the moment of the call and the time that it may take, the rest included
     * @return the answers, of which some may still be open; the caller must call {@link EarlyAnswers#all} before its
     *     own call ends, whatever happens
     * @throws IllegalArgumentException if two requests are for one key; nothing was done
     */
    EarlyAnswers claimAllEarly(List<ClaimRequest> requests, StoreCall call);

    /** Answers to the claims of a batch, some earlier than the rest. Used by one thread. */
    interface EarlyAnswers {

        /**
         * {@return the answers that were there when {@link #claimAllEarly} returned, one for each request and in the
         * order of the requests; empty for an open one} Always the same.
         */
        List<Optional<BatchAnswer<ClaimVerdict>>> known();

        /** {@return whether {@link #all} returns without waiting} Does not block. */
        boolean isComplete();

        /**
         * Waits for the open answers, without regard to interrupts. When this returns or throws, nothing that the call
         * began is under way. May be called again.
         *
         * @return one answer for each request, in the order of the requests; those that were known are unchanged
         */
        List<BatchAnswer<ClaimVerdict>> all();
    }
}
