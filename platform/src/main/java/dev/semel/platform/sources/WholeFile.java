// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there as a whole: a kill of the platform leaves the old content or the new one. */
final class WholeFile {

    /** No bucket and no queue has a name that ends so. */
    private static final String PART = "~";

    private WholeFile() {}

    static void replace(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + PART);
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** {@return whether a file was being written when its platform was killed} */
    static boolean isPart(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }
}
