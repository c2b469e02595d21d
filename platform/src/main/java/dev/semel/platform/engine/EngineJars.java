// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.engine;

import dev.semel.platform.jars.JarCache;
import dev.semel.platform.jars.JarFetch;
import dev.semel.platform.jars.PinnedJars;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Source of the engines' classes. Each engine has a class loader of its own, so that its dependencies meet neither
 * those of another engine nor the user's. Thread-safe.
 */
public final class EngineJars {

    private final JarCache cache;
    private final Consumer<String> progress;

    /**
     * Makes a source.
     *
     * @param cache the cache of jars, and the places that they come from
     * @param progress takes a line for the user, when something is fetched
     */
    public EngineJars(JarCache cache, Consumer<String> progress) {
        this.cache = cache;
        this.progress = progress;
    }

    /**
     * Loads an engine's classes, after fetching its jars at the first use.
     *
     * @param engine the name of the list of its jars
     * @param program the program's name, for messages
     * @throws IOException when the jars cannot be had; its message is one line for the user
     */
    URLClassLoader load(String engine, String program) throws IOException, InterruptedException {
        Path folder = new JarFetch(program, pinned(engine), cache.sources(), progress).into(cache.folder());
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                urls.add(file.toUri().toURL());
            }
        }
        return new URLClassLoader("engine-" + engine, urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    static PinnedJars pinned(String engine) throws IOException {
        String name = engine + ".jars";
        try (InputStream in = Objects.requireNonNull(EngineJars.class.getResourceAsStream(name), name)) {
            return PinnedJars.read(engine, in);
        }
    }

    /** Runs a task whose code, and whose threads, look for classes and resources in a class loader. */
    static <T> T within(ClassLoader loader, Callable<T> task) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return task.call();
        } catch (Exception e) {
            throw new IOException("an engine of the platform did not start or stop", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
