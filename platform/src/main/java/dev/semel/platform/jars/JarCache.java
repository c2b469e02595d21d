// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cache of jars on this machine, and the places that they come from: Maven's repository on this machine, else the
 * {@code mvn} on the PATH, else Maven Central.
 *
 * <p>Variables of the environment: {@code SEMEL_CACHE} names another cache than {@code ~/.cache/semel}, and
 * {@code SEMEL_REPOSITORY} another repository than Maven Central.
 *
 * @param folder the folder of the cache; it need not exist
 * @param sources the places, in the order in which they are asked
 */
public record JarCache(Path folder, List<JarSource> sources) {

    private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

    /** Copies the list. */
    public JarCache {
        sources = List.copyOf(sources);
    }

    /**
     * Finds the cache and the sources of a user.
     *
     * @param environment the variables of the environment
     * @param userHome the user's folder, where the environment has no {@code HOME}
     * @return the cache
     * @throws IllegalArgumentException if {@code SEMEL_REPOSITORY} names no repository
     */
    public static JarCache of(Map<String, String> environment, Path userHome) {
        String named = environment.get("HOME");
        Path home = named == null ? userHome : Path.of(named);
        List<JarSource> sources = new ArrayList<>();
        sources.add(new LocalRepository(home.resolve(".m2").resolve("repository")));
        maven(environment).map(MavenProgram::new).ifPresent(sources::add);
        String repository = environment.getOrDefault("SEMEL_REPOSITORY", CENTRAL);
        sources.add(new RemoteRepository(URI.create(repository.endsWith("/") ? repository : repository + "/")));
        return new JarCache(folder(environment, home), sources);
    }

    private static Path folder(Map<String, String> environment, Path home) {
        String own = environment.get("SEMEL_CACHE");
        if (own != null) {
            return Path.of(own);
        }
        String shared = environment.get("XDG_CACHE_HOME");
        return (shared != null ? Path.of(shared) : home.resolve(".cache")).resolve("semel");
    }

    private static Optional<Path> maven(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("mvn", "mvn.cmd").map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
