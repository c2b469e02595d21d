// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.modules;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A project of a user of the modules, compiled and run with the tools of the JDK, each as its own process.
 *
 * @param folder the project's folder
 * @param path the user's class path or module path: jars, and folders of classes
 */
record UserProject(Path folder, List<Path> path) {

    /** The output of a tool, and whether it ended well. */
    record Answer(boolean passed, String output) {}

    private static final String PACKAGE = "com.example.shop";

    Answer compileOnClassPath(String... sources) throws Exception {
        return compile("-cp", sources);
    }

    Answer compileOnModulePath(String... sources) throws Exception {
        return compile("--module-path", sources);
    }

    Answer runOnClassPath(String main) throws Exception {
        return run(List.of(tool("java"), "-cp", joined(classes()), PACKAGE + "." + main));
    }

    Answer runOnModulePath(String main) throws Exception {
        return run(List.of(tool("java"), "--module-path", joined(classes()), "-m", PACKAGE + "/" + PACKAGE + "." + main));
    }

    private Answer compile(String option, String... sources) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool("javac"), "--release", "21", "-proc:none"));
        command.addAll(List.of("-d", classes().toString(), option, joined()));
        for (String source : sources) {
            command.add(copy(source).toString());
        }
        return run(command);
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private String joined(Path... more) {
        List<String> all = new ArrayList<>();
        for (Path entry : more) {
            all.add(entry.toString());
        }
        path.forEach(entry -> all.add(entry.toString()));
        return String.join(File.pathSeparator, all);
    }

    private Path copy(String source) throws IOException {
        Path target = folder.resolve("src").resolve(source + ".java");
        Files.createDirectories(target.getParent());
        try (InputStream text = UserProject.class.getResourceAsStream("/modules/" + source + ".java.txt")) {
            Files.write(target, Objects.requireNonNull(text, source).readAllBytes());
        }
        return target;
    }

    private static Answer run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor() == 0, output);
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
