// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.PrintableText;
import dev.semel.store.RepairStore;
import java.util.Objects;

/** The decision about a change of a record that was seen, made before anything is written. */
public sealed interface Plan {

    /**
     * The record is replaced, if it is still the one that was seen.
     *
     * @param replacement the record and the one that takes its place
     */
    record Replace(RepairStore.Replacement replacement) implements Plan {

        /** {@return the record that takes the place of the one that was seen} */
        public Known next() {
            return replacement.next();
        }
    }

    /**
     * The record is deleted, if it is still the one that was seen.
     *
     * @param removal the record
     */
    record Remove(RepairStore.Removal removal) implements Plan {}

    /**
     * Nothing can be changed.
     *
     * @param why the reason and the next step, for people; no payload
     */
    record Refused(String why) implements Plan {

        /** Validates that there is a reason. */
        public Refused {
            Objects.requireNonNull(why, "why");
        }

        /** Shows the reason in printable ASCII. */
        @Override
        public String toString() {
            return PrintableText.shown("Refused[" + why + "]");
        }
    }
}
