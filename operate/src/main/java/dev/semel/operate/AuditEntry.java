// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.PrintableText;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One line of the audit log: a change that is about to be made, or what it came to.
 *
 * @param at the moment
 * @param operator the user of the operating system, not verified
 * @param reason the operator's reason; never empty
 * @param change the word of the change
 * @param record the record id; after an erasure its SHA-256 with {@code sha256:} before it, since the id holds the key
 * @param before the situation that was seen, with its revision
 * @param phase what is known
 * @param revision the revision after the change; empty if there is none
 */
public record AuditEntry(
        Instant at,
        String operator,
        String reason,
        String change,
        String record,
        String before,
        Phase phase,
        OptionalLong revision) {

    /** The knowledge of an entry about its change. */
    public enum Phase {
        /** The change is about to be made. */
        BEGINS,
        /** The change was made. */
        MADE,
        /** The record was another one: nothing was changed. */
        NOT_MADE,
        /** The store gave no answer: the change may have been made. */
        UNKNOWN
    }

    /** Validates the texts. */
    public AuditEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(revision, "revision");
        for (String text : new String[] {operator, reason, change, record, before}) {
            if (Objects.requireNonNull(text, "text").isEmpty()) {
                throw new IllegalArgumentException("an entry has an empty text");
            }
        }
    }

    /** Shows no record id, which holds a key. */
    @Override
    public String toString() {
        return "AuditEntry[at=" + at + ", operator=" + PrintableText.name(operator) + ", change="
                + PrintableText.name(change) + ", phase=" + phase + "]";
    }
}
