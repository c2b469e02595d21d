// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import dev.semel.cli.demo.DemoCommand;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Program that prints the folder with the jars of DynamoDB Local, after fetching them where they are not in the cache.
 * They come from Maven's repository on this machine, else from the {@code mvn} on the PATH, else from Maven Central.
 *
 * <p>Variables of the environment: {@code SEMEL_CACHE} names another cache than {@code ~/.cache/semel}, and
 * {@code SEMEL_REPOSITORY} another repository than Maven Central. Exit status 1: the jars cannot be had.
 */
final class FetchProgram {

    private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

    private FetchProgram() {}

    public static void main(String[] args) {
        if (!DemoCommand.accepts(args)) {
            return;
        }
        Map<String, String> environment = System.getenv();
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        try {
            JarFetch fetch = new JarFetch(
                    PinnedJars.read(), sources(environment, home), line -> System.err.println("semel: " + line));
            System.out.println(fetch.into(cache(environment, home)));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("semel: " + e.getMessage() + ". Connect to a network, put mvn on the PATH, or name a"
                    + " repository that answers in SEMEL_REPOSITORY.");
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(1);
        }
    }

    private static Path cache(Map<String, String> environment, Path home) {
        String own = environment.get("SEMEL_CACHE");
        if (own != null) {
            return Path.of(own);
        }
        String shared = environment.get("XDG_CACHE_HOME");
        return (shared != null ? Path.of(shared) : home.resolve(".cache")).resolve("semel");
    }

    private static List<JarSource> sources(Map<String, String> environment, Path home) {
        List<JarSource> sources = new ArrayList<>();
        sources.add(new LocalRepository(home.resolve(".m2").resolve("repository")));
        maven(environment).map(MavenProgram::new).ifPresent(sources::add);
        String repository = environment.getOrDefault("SEMEL_REPOSITORY", CENTRAL);
        sources.add(new RemoteRepository(URI.create(repository.endsWith("/") ? repository : repository + "/")));
        return sources;
    }

    private static Optional<Path> maven(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("mvn", "mvn.cmd").map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
