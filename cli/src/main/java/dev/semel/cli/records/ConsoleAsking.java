// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The console of the process, if it has one. */
final class ConsoleAsking implements Asking {

    private final @Nullable Console console;

    ConsoleAsking(@Nullable Console console) {
        this.console = console;
    }

    @Override
    public boolean isPossible() {
        return console != null;
    }

    @Override
    public boolean agrees(String question) {
        return console != null && "yes".equals(console.readLine("%s Type yes: ", question));
    }
}
