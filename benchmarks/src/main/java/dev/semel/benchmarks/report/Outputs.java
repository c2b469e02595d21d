// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

import dev.semel.benchmarks.measure.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a run.
 *
 * @param folder where they go
 */
public record Outputs(Path folder) {

    /** Creates the folder, before anything is measured. */
    public static Outputs in(Path folder) throws IOException {
        return new Outputs(Files.createDirectories(folder));
    }

    /** Returns the results as JSON. */
    public Path json() {
        return folder.resolve("bench.json");
    }

    /** Returns the results as a plot. */
    public Path plot() {
        return folder.resolve("bench.svg");
    }

    /** Writes both. */
    public void write(Settings settings, List<Comparison> comparisons) throws IOException {
        Files.writeString(json(), new JsonReport().of(settings, comparisons));
        Files.writeString(plot(), SvgPlot.of(comparisons));
    }
}
