// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import dev.semel.model.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of a proof.
 *
 * @param subject the subject of the event, by the name that effects use, such as an order's id. Two events with one
 *     subject are two deliveries of one intent
 * @param json the event's document as a function gets it, for a batch source with one record
 * @param group the order that it belongs to, such as a message group; null for none
 */
public record Event(String subject, String json, @Nullable String group) {

    /** Refuses null and an empty subject. */
    public Event {
        Objects.requireNonNull(json, "json");
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("subject is empty: name what the event is about, as its effects do");
        }
    }

    /**
     * Returns an event without an order.
     *
     * @param subject the subject of the event
     * @param json the event's document
     * @return the event
     */
    public static Event of(String subject, String json) {
        return new Event(subject, json, null);
    }

    /**
     * Returns an event in an order, such as a message group.
     *
     * @param subject the subject of the event
     * @param json the event's document
     * @param group the order that it belongs to
     * @return the event
     */
    public static Event of(String subject, String json, String group) {
        return new Event(subject, json, Objects.requireNonNull(group, "group"));
    }

    /** Shows the subject and the order, not the document. */
    @Override
    public String toString() {
        return PrintableText.shown("Event[" + subject + (group == null ? "" : " of " + group) + "]");
    }
}
