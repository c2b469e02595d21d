// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import dev.semel.cli.Main;
import dev.semel.platform.http.FrontClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code semel lab start} in a process of its own. */
final class LabProcess implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final Map<String, String> exports = new LinkedHashMap<>();

    private LabProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Starts a platform without a PATH, and waits until it is ready or has ended. */
    static LabProcess start(Path scratch, String... options) throws IOException {
        return start(scratch, List.of(), options);
    }

    /** Starts a platform as a shell does: in a process group of its own, with the default answer to Ctrl-C. */
    static LabProcess startInForeground(Path scratch, String... options) throws IOException {
        return start(scratch, List.of("/usr/bin/setsid", "/usr/bin/env", "--default-signal=INT"), options);
    }

    private static LabProcess start(Path scratch, List<String> starter, String... options) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", // half of its start is the compiler's
                "-XX:+UseSerialGC",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "lab",
                "start"));
        command.addAll(List.of(options));
        Path errors = Files.createTempFile(scratch, "errors", "");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
        builder.environment().remove("PATH");
        LabProcess lab = new LabProcess(builder.start(), errors);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(lab.process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            int equals = line.indexOf('=');
            lab.exports.put(line.substring("export ".length(), equals), line.substring(equals + 1));
            if (line.contains(LabClient.KEY)) {
                break;
            }
        }
        return lab;
    }

    FrontClient client() {
        return new FrontClient(
                URI.create(String.valueOf(exports.get(LabClient.ENDPOINT))),
                String.valueOf(exports.get(LabClient.KEY)));
    }

    /** Returns the variables that the start printed. */
    Map<String, String> exports() {
        return exports;
    }

    Process process() {
        return process;
    }

    /** Returns what was written to standard error, but for what the JVM and the fetching of jars write. */
    List<String> errors() throws IOException {
        return Files.readAllLines(errors).stream()
                .filter(line -> line.startsWith("semel lab"))
                .toList();
    }

    /** Returns all processes below the platform's. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    int exitStatus() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the platform did not end within " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle one : processes) {
            one.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = children();
        process.destroyForcibly().onExit().join();
        for (ProcessHandle child : children) {
            child.destroyForcibly();
        }
    }
}
