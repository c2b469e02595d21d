// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A runtime process other than a JVM in the folder of this one.
 *
 * @param program the command line of a runtime that is no JVM; empty runs a JVM
 * @param folder the working folder; empty is that of this process
 * @param outputs the folder of the files that outputs are written to; empty keeps the last part of each in memory
 */
record ProcessPlace(List<String> program, Optional<Path> folder, Optional<Path> outputs) {

    ProcessPlace {
        program = List.copyOf(program);
    }
}
