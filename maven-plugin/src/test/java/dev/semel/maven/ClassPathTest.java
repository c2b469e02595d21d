// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path that {@code prove} gets, which refuses one with an entry that does not exist. */
class ClassPathTest {

    @Test
    void aProjectWithoutMainClassesHasItsTestClassesAndDependencies(@TempDir Path target) throws Exception {
        String main = target.resolve("classes").toString();
        String test = Files.createDirectory(target.resolve("test-classes")).toString();
        String jar = Files.createFile(target.resolve("semel-prover.jar")).toString();
        assertThat(RunMojo.classPath(List.of(test, main, jar))).isEqualTo(test + File.pathSeparator + jar);
    }
}
