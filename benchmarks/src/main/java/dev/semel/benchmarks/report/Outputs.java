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
 * @param folder where they go, which is there
 * @param name what they are called, without their endings
 */
public record Outputs(Path folder, String name) {

    /** {@return the results as JSON} */
    public Path json() {
        return folder.resolve(name + ".json");
    }

    /** {@return the results as a plot} */
    public Path plot() {
        return folder.resolve(name + ".svg");
    }

    /** Writes both. */
    public void write(Settings settings, List<Comparison> comparisons) throws IOException {
        Files.writeString(json(), new JsonReport().of(settings, comparisons));
        Files.writeString(plot(), SvgPlot.of(comparisons));
    }
}
