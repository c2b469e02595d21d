// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.logs;

import dev.semel.model.PrintableText;

/**
 * Line of a log.
 *
 * @param id the number of the line in the platform's log, which grows
 * @param stream the stream's name
 * @param timestamp the time, in milliseconds since 1970
 * @param message the line
 */
public record LogLine(long id, String stream, long timestamp, String message) {

    /** Shows where and when the line was written, not the line, which is the function's. */
    @Override
    public String toString() {
        return PrintableText.shown("LogLine[" + id + " of " + stream + " at " + timestamp + "]");
    }
}
