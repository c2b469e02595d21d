// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The coordinates in blocks of Maven and Gradle are those of the BOM. Gradle blocks are not run: each page that has one says
 * so.
 */
final class BuildFilesTest {

    private static final Pattern MAVEN = Pattern.compile(
            "<groupId>dev\\.semel</groupId>\\s*<artifactId>([\\w-]+)</artifactId>(?:\\s*<version>([^<]+)</version>)?");
    private static final Pattern GRADLE = Pattern.compile("['\"]dev\\.semel:([\\w-]+)(?::([^'\"]+))?['\"]");
    private static final String BOM = "semel-bom";

    /** An artifact in a block, with its version, or an empty text for none. */
    private record Coordinate(Block block, String artifact, String version) {}

    @Test
    void everyArtifactIsInTheBom() throws IOException {
        Set<String> managed = managed();

        assertThat(coordinates())
                .hasSizeGreaterThan(10)
                .allSatisfy(found -> assertThat(managed).as("%s", found).contains(found.artifact()));
    }

    @Test
    void onlyTheBomHasAVersion_andItIsThatOfThisBuild() throws IOException {
        String version = version();

        assertThat(coordinates())
                .allSatisfy(found -> assertThat(found.version())
                        .as("%s", found)
                        .isEqualTo(found.artifact().equals(BOM) ? version : ""));
    }

    @Test
    void gradleBlocksAreNamedAsNotRun() throws IOException {
        List<Block> blocks = Pages.blocks("kts", "groovy");

        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(Files.readString(block.page()))
                        .as("%s", block)
                        .contains("**not run**"));
    }

    private static List<Coordinate> coordinates() throws IOException {
        return Stream.concat(
                        Pages.blocks("xml").stream().flatMap(block -> found(block, MAVEN)),
                        Pages.blocks("kts", "groovy").stream().flatMap(block -> found(block, GRADLE)))
                .toList();
    }

    private static Stream<Coordinate> found(Block block, Pattern pattern) {
        return pattern.matcher(block.text())
                .results()
                .map((MatchResult match) ->
                        new Coordinate(block, match.group(1), match.group(2) == null ? "" : match.group(2)));
    }

    private static Set<String> managed() throws IOException {
        String bom = Files.readString(Pages.ROOT.resolve("bom/pom.xml"));
        Set<String> managed =
                MAVEN.matcher(bom).results().map(match -> match.group(1)).collect(Collectors.toSet());
        managed.add(BOM);
        return managed;
    }

    private static String version() throws IOException {
        String pom = Files.readString(Pages.ROOT.resolve("bom/pom.xml"));
        return Pattern.compile("<artifactId>semel-bom</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(pom)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
