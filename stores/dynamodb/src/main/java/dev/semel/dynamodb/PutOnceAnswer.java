// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What {@link SingleWrites#putOnce} answers. */
public sealed interface PutOnceAnswer {

    /** Returns the item that is there, with its nonce. */
    Map<String, AttributeValue> item();

    /**
     * This put made the item.
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
     * The item was there, made by another put, and nothing was changed.
     *
     * @param item the item that is there
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
