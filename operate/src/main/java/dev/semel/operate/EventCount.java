// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.PrintableText;
import java.util.Objects;

/**
 * Events of one operation and outcome, as a line of a log tells them.
 *
 * @param operation the name of the operation
 * @param outcome the outcome, in the words of the log or of the metric
 * @param key the key, cut, as the log shows it; empty for metrics, which show none
 * @param count the number of events; positive
 */
public record EventCount(String operation, String outcome, String key, long count) {

    /** Validates every part. */
    public EventCount {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(key, "key");
        if (count < 1) {
            throw new IllegalArgumentException("count must be positive, is " + count);
        }
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "EventCount[operation=" + PrintableText.name(operation) + ", outcome=" + PrintableText.name(outcome)
                + ", count=" + count + "]";
    }
}
