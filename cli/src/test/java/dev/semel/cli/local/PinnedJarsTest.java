// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.platform.jars.PinnedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list names what the build resolved, to the byte. */
class PinnedJarsTest {

    /** A line of Maven's list: coordinates, scope, file; between colours where Maven prints them. */
    private static final Pattern RESOLVED =
            Pattern.compile("^\\s+([^:\\s]+):([^:]+):([^:]+):([^:]+):provided:(.+?)(?:\u001b.*)?(?: -- module .*)?$");

    @Test
    void theListNamesWhatTheBuildResolved() throws IOException {
        List<String> resolved = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("target/provided"))) {
            Matcher jar = RESOLVED.matcher(line);
            if (jar.matches()) {
                String digest = PinnedJar.sha256(Path.of(jar.group(5)));
                resolved.add(new PinnedJar(jar.group(1), jar.group(2), jar.group(3), jar.group(4), digest).line());
            }
        }
        resolved.sort((one, other) -> one.substring(65).compareTo(other.substring(65)));
        Files.write(Path.of("target/dynamodb-local.jars"), resolved);
        assertThat(resolved).anyMatch(line -> line.contains(":DynamoDBLocal:jar:"));
        assertThat(FetchProgram.jars().jars().stream().map(PinnedJar::line)).isEqualTo(resolved);
    }
}
