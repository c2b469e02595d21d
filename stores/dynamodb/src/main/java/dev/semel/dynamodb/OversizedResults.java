// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Objects;

/** What becomes of a result that is larger than a DynamoDB item, 400 KB after compression. */
public sealed interface OversizedResults {

    /** Refuses the completion before anything was written; the claim is intact (S10). The default. */
    static OversizedResults refuse() {
        return new Refuse();
    }

    /** Completes the key without keeping the result: every duplicate is told that it is missing. */
    static OversizedResults completeWithoutResult() {
        return new CompleteWithoutResult();
    }

    /** Keeps the result in {@code store}. */
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
     * @param store where the results go
     */
    record OverflowTo(OverflowStore store) implements OversizedResults {

        /** Validates the store. */
        public OverflowTo {
            Objects.requireNonNull(store, "store");
        }
    }
}
