// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import java.io.IOException;

/** The figures of the user's logs or metrics, read anew for each page that shows them. Thread-safe. */
@FunctionalInterface
public interface FiguresSource {

    /**
     * {@return the figures, read in a bounded time}
     *
     * @throws IOException if they cannot be read
     */
    LoggedFigures read() throws IOException;
}
