// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function as it would be deployed: its jars, and nothing else.
 *
 * @param jars in the order of the class path
 */
record Deployment(ColdContestant contestant, List<Path> jars) {

    Deployment {
        jars = List.copyOf(jars);
    }

    String classPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
