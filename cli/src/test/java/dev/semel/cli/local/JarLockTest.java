// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.platform.jars.LockedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lock names what the build resolved, to the byte. */
class JarLockTest {

    /** A line of Maven's list: coordinates, scope, file; between colours where Maven prints them. */
    private static final Pattern RESOLVED =
            Pattern.compile("^\\s+([^:\\s]+):([^:]+):([^:]+):([^:]+):provided:(.+?)(?:\u001b.*)?(?: -- module .*)?$");

    @Test
    void theLockNamesWhatTheBuildResolved() throws IOException {
        List<String> resolved = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("target/provided"))) {
            Matcher jar = RESOLVED.matcher(line);
            if (jar.matches()) {
                String digest = LockedJar.sha256(Path.of(jar.group(5)));
                resolved.add(new LockedJar(jar.group(1), jar.group(2), jar.group(3), jar.group(4), digest).line());
            }
        }
        resolved.sort((one, other) -> one.substring(65).compareTo(other.substring(65)));
        Files.write(Path.of("target/dynamodb-local.lock"), resolved);
        assertThat(resolved).anyMatch(line -> line.contains(":DynamoDBLocal:jar:"));
        assertThat(FetchProgram.lock().jars().stream().map(LockedJar::line)).isEqualTo(resolved);
    }
}
