// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Output of a process in a file, which the process itself writes: what it wrote can be read at once. */
final class OutputFile implements ProcessOutput {

    private final Path file;

    OutputFile(Path file) {
        this.file = file;
    }

    @Override
    public void awaitEnd() {
        // the process wrote it itself
    }

    @Override
    public String text() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the output of a process could not be read from " + file, e);
        }
    }
}
