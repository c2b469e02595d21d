// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Place that jars may come from. */
sealed interface JarSource permits LocalRepository, MavenProgram, RemoteRepository {

    /**
     * Brings jars into a folder, each under its {@link PinnedJar#fileName() name}. A source may leave jars out, and it
     * is not trusted: the caller compares digests.
     *
     * @throws IOException when the source does not answer; its message is for the user
     */
    void bring(List<PinnedJar> jars, Path folder) throws IOException, InterruptedException;
}
