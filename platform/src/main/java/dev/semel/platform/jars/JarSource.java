// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Place that jars may come from. */
public sealed interface JarSource permits LocalRepository, MavenProgram, RemoteRepository {

    /**
     * Brings jars into a folder, each under its {@link PinnedJar#fileName() name}. A source may leave jars out, and it
     * is not trusted: the caller compares digests.
     *
     * @param jars the jars to bring
     * @param folder the folder to bring them into
     * @throws InterruptedException if the thread was interrupted
     * @throws IOException when the source does not answer; its message is for the user
     */
    void bring(List<PinnedJar> jars, Path folder) throws IOException, InterruptedException;
}
