// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Repository that Maven keeps on this machine. Its jars are copied.
 *
 * @param root its root folder; it need not exist
 */
record LocalRepository(Path root) implements JarSource {

    @Override
    public void bring(List<PinnedJar> jars, Path folder) throws IOException {
        for (PinnedJar jar : jars) {
            Path file = root.resolve(jar.path());
            if (jar.is(file)) {
                Files.copy(file, folder.resolve(jar.fileName()));
            }
        }
    }
}
