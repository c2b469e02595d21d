// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What {@link SingleWrites#updateVersioned} answers. */
public sealed interface VersionedAnswer {

    /** Returns the item that is there; empty for none. */
    Map<String, AttributeValue> item();

    /**
     * This update was made, and the item still shows it.
     *
     * @param item the item afterwards
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
     * The item has another version, or is not there; this call changed nothing. Another writer was first, or this is a
     * duplicate of an update that was made: the item tells which.
     *
     * @param item the item that is there; empty for none
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
