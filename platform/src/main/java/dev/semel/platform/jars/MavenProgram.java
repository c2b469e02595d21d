// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Maven, run as a program, with the mirrors, proxies and credentials that the user's settings name.
 *
 * @param program the file to run
 */
record MavenProgram(Path program) implements JarSource {

    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";
    private static final int MINUTES = 10;

    @Override
    public void bring(List<PinnedJar> jars, Path folder) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("semel-maven");
        Path pom = Files.writeString(work.resolve("pom.xml"), pom(jars));
        Path log = work.resolve("log");
        Process maven = new ProcessBuilder(
                        program.toString(),
                        "--batch-mode",
                        "--no-transfer-progress",
                        "--file",
                        pom.toString(),
                        COPY,
                        "-DoutputDirectory=" + folder.toAbsolutePath())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        maven.getOutputStream().close();
        try {
            if (!maven.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("mvn did not end within " + MINUTES + " minutes, its log is " + log);
            }
        } finally {
            maven.destroyForcibly();
        }
        if (maven.exitValue() != 0) {
            throw new IOException("mvn failed, its log is " + log);
        }
        Files.delete(log);
        Files.delete(pom);
        Files.delete(work);
    }

    /** A project with exactly these dependencies and none of theirs. */
    private static String pom(List<PinnedJar> jars) {
        StringBuilder pom = new StringBuilder("""
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.semel</groupId>
                  <artifactId>fetch</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <dependencies>
                """);
        for (PinnedJar jar : jars) {
            pom.append("""
                        <dependency>
                          <groupId>%s</groupId>
                          <artifactId>%s</artifactId>
                          <version>%s</version>
                          <type>%s</type>
                          <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
                        </dependency>
                    """.formatted(jar.group(), jar.artifact(), jar.version(), jar.extension()));
        }
        return pom.append("""
                  </dependencies>
                </project>
                """).toString();
    }
}
