// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code semel} command in a JVM of its own. Needs no project. In a project, {@code prove} gets the test class
 * path unless the command line has a {@code --class-path}.
 *
 * <p>The JVM is the one of Maven's toolchain for the JDK, else the one that Maven runs on, which then must be 21 or
 * later.
 */
@Mojo(name = "run", requiresProject = false, requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class RunMojo extends AbstractMojo {

    private static final int OLDEST_JAVA = 21;
    private static final String CLASS_PATH = "--class-path";

    /** Command line of {@code semel}: words between white space, quoted where they contain any. */
    @Parameter(property = "semel.args", required = true)
    private @Nullable String args;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> artifacts = List.of();

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    private final ToolchainManager toolchains;

    /**
     * Makes the goal; Maven sets its fields.
     *
     * @param toolchains the toolchains of the build
     */
    @Inject
    public RunMojo(ToolchainManager toolchains) {
        this.toolchains = toolchains;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        List<String> line = new ArrayList<>();
        line.add(java());
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("-Dsun.net.httpserver.nodelay=true");
        line.add("-cp");
        line.add(artifacts.stream()
                .map(artifact -> artifact.getFile().getPath())
                .collect(Collectors.joining(File.pathSeparator)));
        line.add("dev.semel.cli.Main");
        line.addAll(words());
        int status = run(line);
        if (status != 0) {
            throw new MojoFailureException("semel ended with exit status " + status);
        }
    }

    private List<String> words() throws MojoExecutionException {
        List<String> words;
        try {
            words = new ArrayList<>(Words.of(Objects.requireNonNull(args)));
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException("semel.args: " + e.getMessage(), e);
        }
        MavenProject here = Objects.requireNonNull(project);
        boolean given = words.stream().anyMatch(word -> word.equals(CLASS_PATH) || word.startsWith(CLASS_PATH + "="));
        if (here.getFile() != null && !words.isEmpty() && words.get(0).equals("prove") && !given) {
            words.add(1, CLASS_PATH);
            words.add(2, testClassPath(here));
        }
        return words;
    }

    private static String testClassPath(MavenProject project) throws MojoExecutionException {
        try {
            return classPath(project.getTestClasspathElements());
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the test class path is not resolved", e);
        }
    }

    /** {@return the entries that exist} A project without main classes has no folder for them, and can be proven. */
    static String classPath(List<String> entries) {
        return entries.stream()
                .filter(entry -> new File(entry).exists())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String java() throws MojoExecutionException {
        Toolchain jdk = toolchains.getToolchainFromBuildContext("jdk", session);
        String java = jdk == null ? null : jdk.findTool("java");
        if (java != null) {
            return java;
        }
        int version = Runtime.version().feature();
        if (version < OLDEST_JAVA) {
            throw new MojoExecutionException("semel needs Java " + OLDEST_JAVA + " or later and Maven runs on "
                    + version + ": set JAVA_HOME to a later one, or select one by maven-toolchains-plugin");
        }
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int run(List<String> line) throws MojoExecutionException {
        ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
        builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
        try {
            Process process = builder.start();
            try {
                return process.waitFor();
            } finally {
                process.destroy(); // after an interruption; has no effect on a process that ended
            }
        } catch (IOException e) {
            throw new MojoExecutionException("java could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }
}
