// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The answer of {@link SingleWrites#updateVersioned}. */
public sealed interface VersionedAnswer {

    /** {@return the stored item; empty if there is none} */
    Map<String, AttributeValue> item();

    /**
     * This update was made, and the item still shows it.
     *
     * @param item the item after the update
     */
    record Updated(Map<String, AttributeValue> item) implements VersionedAnswer {

        /** Copies the item. */
        public Updated {
            item = Map.copyOf(item);
        }

        /** Never shows the item. */
        @Override
        public String toString() {
            return "Updated";
        }
    }

    /**
     * The item has another version or is absent, and this call changed nothing. Either another writer was first, or
     * this is a duplicate of an update that was made: the item shows which.
     *
     * @param item the stored item; empty if there is none
     */
    record Stale(Map<String, AttributeValue> item) implements VersionedAnswer {

        /** Copies the item. */
        public Stale {
            item = Map.copyOf(item);
        }

        /** Never shows the item. */
        @Override
        public String toString() {
            return "Stale";
        }
    }
}
