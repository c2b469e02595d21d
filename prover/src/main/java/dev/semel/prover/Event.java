// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of a proof.
 *
 * @param subject names what the event is about, as effects name it: an order's id. Two events of one subject are two
 *     deliveries of one intent
 * @param json the event as Lambda would get it, of a batch source with one record
 * @param group the order that it belongs to; null for none
 */
public record Event(String subject, String json, @Nullable String group) {

    /** Validates subject and document. */
    public Event {
        Objects.requireNonNull(json, "json");
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("subject is empty: name what the event is about, as its effects do");
        }
    }

    /** Returns an event without an order. */
    public static Event of(String subject, String json) {
        return new Event(subject, json, null);
    }

    /** Returns an event in an order, such as a message group. */
    public static Event of(String subject, String json, String group) {
        return new Event(subject, json, Objects.requireNonNull(group, "group"));
    }
}
