// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import dev.semel.cli.demo.DemoCommand;
import dev.semel.platform.jars.JarCache;
import dev.semel.platform.jars.JarFetch;
import dev.semel.platform.jars.PinnedJars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Program that prints the folder with the jars of DynamoDB Local, after fetching them where they are not in the cache.
 * {@link JarCache} names the variables of the environment that it reads. Exit status 1: the jars cannot be had.
 */
final class FetchProgram {

    private static final String JARS = "dynamodb-local.jars";

    private FetchProgram() {}

    public static void main(String[] args) {
        if (!DemoCommand.accepts(args)) {
            return;
        }
        try {
            JarCache cache = JarCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
            JarFetch fetch = new JarFetch(
                    "DynamoDB Local", jars(), cache.sources(), line -> System.err.println("semel: " + line));
            System.out.println(fetch.into(cache.folder()));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("semel: " + e.getMessage() + ". Connect to a network, put mvn on the PATH, or name a"
                    + " repository that answers in SEMEL_REPOSITORY.");
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(1);
        }
    }

    static PinnedJars jars() throws IOException {
        try (InputStream in = Objects.requireNonNull(FetchProgram.class.getResourceAsStream(JARS), JARS)) {
            return PinnedJars.read("dynamodb-local", in);
        }
    }
}
