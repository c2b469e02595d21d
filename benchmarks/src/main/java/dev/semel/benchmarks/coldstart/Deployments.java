// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Makes deployments from this program's own class path. Folders of classes become jars: a class data archive takes no
 * classes from folders.
 */
final class Deployments {

    private final Map<String, Path> artifacts = new LinkedHashMap<>();
    private final Path folder;

    private Deployments(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the jars that are missing.
     *
     * @param classPath this program's own
     * @param folder for the jars, empty
     */
    static Deployments of(String classPath, Path folder) throws IOException {
        Deployments deployments = new Deployments(folder);
        deployments.addPeerLogging();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!Files.isDirectory(path)) {
                deployments.add(path);
            } else if (path.endsWith(Path.of("target", "classes"))) {
                String artifact = "semel-" + path.getName(path.getNameCount() - 3);
                deployments.artifacts.putIfAbsent(artifact, deployments.jar(artifact, path, name -> true));
            }
        }
        return deployments;
    }

    private void add(Path jar) {
        artifacts.putIfAbsent(jar.getFileName().toString().replaceFirst("-[0-9].*", ""), jar);
    }

    // The build puts it aside: on the class path of this program it would answer for all.
    private void addPeerLogging() throws IOException {
        Path target = codeOfThisModule().resolveSibling("peer-logging");
        if (!Files.isDirectory(target)) {
            throw new IllegalStateException(
                    "there is no " + target.getFileName() + " beside the classes of the benchmarks: "
                            + "run ./semel bench, or mvn process-classes, which makes it");
        }
        try (Stream<Path> jars = Files.list(target)) {
            jars.sorted().forEach(this::add);
        }
    }

    /** {@return the deployment of a contestant: its function's package, and its libraries} */
    Deployment of(ColdContestant contestant) throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(functions());
        for (Library library : contestant.libraries()) {
            library.artifacts().stream().sorted().map(this::artifact).forEach(jars::add);
        }
        return new Deployment(contestant, jars);
    }

    /** {@return the bytes of the jars of some libraries} */
    long bytes(List<Library> libraries) throws IOException {
        long bytes = 0;
        for (Library library : libraries) {
            for (String artifact : library.artifacts()) {
                bytes += Files.size(artifact(artifact));
            }
        }
        return bytes;
    }

    private Path artifact(String name) {
        Path path = artifacts.get(name);
        if (path == null) {
            throw new IllegalStateException("the class path of the benchmarks has no " + name
                    + ", which Library lists; see benchmarks/pom.xml");
        }
        return path;
    }

    // Of this module only the functions are deployed, alike for all contestants.
    private Path functions() throws IOException {
        Path jar = folder.resolve("functions.jar");
        if (!Files.exists(jar)) {
            Path classes = codeOfThisModule();
            String wanted = ColdContestant.BARE.function().getPackageName().replace('.', '/') + "/";
            jar("functions", classes, name -> name.startsWith(wanted));
        }
        return jar;
    }

    private static Path codeOfThisModule() {
        return Path.of(Deployments.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    private Path jar(String name, Path classes, Predicate<String> wanted) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream output = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                String entry = classes.relativize(each).toString().replace(File.separatorChar, '/');
                if (wanted.test(entry)) {
                    output.putNextEntry(new JarEntry(entry));
                    Files.copy(each, output);
                }
            }
        }
        return jar;
    }
}
