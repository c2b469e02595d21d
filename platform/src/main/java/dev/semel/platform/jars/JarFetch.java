// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Fetches pinned jars into a cache, once. A folder of the cache is complete or not there. */
public final class JarFetch {

    private final String program;
    private final PinnedJars pinned;
    private final List<JarSource> sources;
    private final Consumer<String> progress;

    /**
     * Makes a fetch.
     *
     * @param program the program's name, for messages
     * @param pinned the jars
     * @param sources the places that they may come from, in the order in which they are asked
     * @param progress takes a line for the user, when something is fetched
     */
    public JarFetch(String program, PinnedJars pinned, List<JarSource> sources, Consumer<String> progress) {
        this.program = program;
        this.pinned = pinned;
        this.sources = List.copyOf(sources);
        this.progress = progress;
    }

    /**
     * Returns the folder of the cache that has every jar, each with its digest. After a failure the cache is as before.
     *
     * @param cache the folder that holds such folders; it need not exist
     * @return the folder of the jars
     * @throws InterruptedException if the thread was interrupted
     * @throws IOException when a jar cannot be had from any source, or the cache cannot be written; its message is one
     *     line for the user
     */
    public Path into(Path cache) throws IOException, InterruptedException {
        Path folder = cache.resolve(pinned.name());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        progress.accept("Fetching " + program + ", which has a licence of its own, into " + folder + " (once) ...");
        Files.createDirectories(cache);
        Path part = Files.createTempDirectory(cache, pinned.name());
        try {
            fill(part);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) { // else another process was faster, with the same jars
                throw e;
            }
        } finally {
            delete(part);
        }
        return folder;
    }

    private void fill(Path part) throws IOException, InterruptedException {
        List<String> reasons = new ArrayList<>();
        List<PinnedJar> missing = pinned.jars();
        for (JarSource source : sources) {
            try {
                source.bring(missing, part);
            } catch (IOException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
            missing = missing(missing, part, reasons);
            if (missing.isEmpty()) {
                return;
            }
        }
        throw new IOException(program + " could not be fetched, " + missing.size() + " of "
                + pinned.jars().size() + " files are missing: " + String.join("; ", reasons));
    }

    /** Whatever has another digest is removed, so that the next source is asked for it. */
    private static List<PinnedJar> missing(List<PinnedJar> jars, Path part, List<String> reasons) throws IOException {
        List<PinnedJar> missing = new ArrayList<>();
        for (PinnedJar jar : jars) {
            Path file = part.resolve(jar.fileName());
            if (jar.is(file)) {
                continue;
            }
            missing.add(jar);
            if (Files.deleteIfExists(file)) {
                reasons.add(jar.fileName() + " has another SHA-256 than Semel was tested with");
            }
        }
        return missing;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
