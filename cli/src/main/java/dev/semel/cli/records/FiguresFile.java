// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.console.FiguresBuilder;
import dev.semel.console.FiguresSource;
import dev.semel.console.LoggedFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Figures of a file of log lines or metrics. Only the last 8 MB are read, and only again when the file has changed.
 * Thread-safe.
 */
final class FiguresFile implements FiguresSource {

    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final Path file;
    private final long mostBytes;
    private String state = "";
    private Optional<LoggedFigures> last = Optional.empty();

    private FiguresFile(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /**
     * {@return the figures of a file}
     *
     * @throws RefusedException if it cannot be read now
     */
    static FiguresFile at(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new RefusedException("--events: the file cannot be read");
        }
        return new FiguresFile(file, MOST_BYTES);
    }

    @Override
    public synchronized LoggedFigures read() throws IOException {
        long size = Files.size(file);
        String now = size + " " + Files.getLastModifiedTime(file);
        if (last.isEmpty() || !now.equals(state)) {
            last = Optional.of(figures(size));
            state = now;
        }
        return last.get();
    }

    private LoggedFigures figures(long size) throws IOException {
        FiguresBuilder figures = new FiguresBuilder();
        long lines = 0;
        boolean isCut = size > mostBytes;
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            if (isCut) {
                in.skipNBytes(size - mostBytes);
                reader.readLine(); // the rest of a line that is cut
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                LogText.events(line).forEach(figures::count);
                LogText.ages(line).forEach(age -> figures.age(age.operation(), age.age(), age.isMetric()));
            }
        }
        return figures.build(lines, isCut);
    }
}
