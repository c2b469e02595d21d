// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Objects;

/** The policy for a result that is larger than a DynamoDB item: 400 KB after compression, or 64 MB before it. */
public sealed interface OversizedResults {

    /**
     * {@return the policy that refuses the completion before anything is written, with the claim intact (S10); the
     * default}
     */
    static OversizedResults refuse() {
        return new Refuse();
    }

    /** {@return the policy that completes the key without keeping the result: duplicates learn that it is missing} */
    static OversizedResults completeWithoutResult() {
        return new CompleteWithoutResult();
    }

    /**
     * {@return the policy that keeps the result in {@code store}}
     *
     * @param store the store of such results
     */
    static OversizedResults overflowTo(OverflowStore store) {
        return new OverflowTo(store);
    }

    /** See {@link OversizedResults#refuse()}. */
    record Refuse() implements OversizedResults {}

    /** See {@link OversizedResults#completeWithoutResult()}. */
    record CompleteWithoutResult() implements OversizedResults {}

    /**
     * See {@link OversizedResults#overflowTo}.
     *
     * @param store the store of such results
     */
    record OverflowTo(OverflowStore store) implements OversizedResults {

        /** Validates the store. */
        public OverflowTo {
            Objects.requireNonNull(store, "store");
        }
    }
}
