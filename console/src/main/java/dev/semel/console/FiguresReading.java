// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static dev.semel.console.ConsoleTexts.count;

import java.io.IOException;
import java.util.Optional;

/** Reads the figures for a page, one page at a time. Thread-safe. */
final class FiguresReading {

    private final Optional<FiguresSource> source;

    FiguresReading(Optional<FiguresSource> source) {
        this.source = source;
    }

    /** {@return the figures; empty if the console was given none} */
    synchronized Optional<LoggedFigures> read() {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(source.get().read());
        } catch (IOException e) {
            throw new ConsoleRefusal(500, "The file of --events cannot be read.");
        }
    }

    /** {@return the line that says how much was read} */
    static Html line(LoggedFigures read) {
        return Html.tag("p", "read")
                .with(Html.tag("strong").text(count(read.lines())))
                .text(read.lines() == 1 ? " line was read." : " lines were read.")
                .text(read.isCut() ? " The file has more: only its last lines were read." : "");
    }
}
