// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The answer of {@link SingleWrites#putOnce}. */
public sealed interface PutOnceAnswer {

    /** {@return the stored item, with its nonce} */
    Map<String, AttributeValue> item();

    /**
     * This put stored the item.
     *
     * @param item the item
     */
    record Inserted(Map<String, AttributeValue> item) implements PutOnceAnswer {

        /** Copies the item. */
        public Inserted {
            item = Map.copyOf(item);
        }

        /** Never shows the item. */
        @Override
        public String toString() {
            return "Inserted";
        }
    }

    /**
     * An item exists already, stored by another put; nothing was changed.
     *
     * @param item the existing item
     */
    record Duplicate(Map<String, AttributeValue> item) implements PutOnceAnswer {

        /** Copies the item. */
        public Duplicate {
            item = Map.copyOf(item);
        }

        /** Never shows the item. */
        @Override
        public String toString() {
            return "Duplicate";
        }
    }
}
