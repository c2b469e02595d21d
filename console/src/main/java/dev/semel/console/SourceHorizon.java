// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.model.PrintableText;
import java.time.Duration;
import java.util.Objects;

/**
 * The time for which a source may deliver an event again, for the advice on windows.
 *
 * @param source the name of the source
 * @param longest the time from the first delivery to the last one; positive
 * @param document the document that states it
 */
public record SourceHorizon(String source, Duration longest, String document) {

    /** Validates every part. */
    public SourceHorizon {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(document, "document");
        if (!longest.isPositive()) {
            throw new IllegalArgumentException("longest must be positive, is " + longest);
        }
    }

    @Override
    public String toString() {
        return PrintableText.shown("SourceHorizon[" + source + ": " + longest + ", " + document + "]");
    }
}
