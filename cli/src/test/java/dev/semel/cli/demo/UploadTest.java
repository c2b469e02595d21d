// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.lambda.S3Source;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");

    @Test
    void itsNotificationIsReadAsTheObjectThatItIs() throws Exception {
        for (DemoFile file : DemoFile.shipped()) {
            Upload upload = new Upload("demo", file.key(), file.content(), "0066000001", NOW);
            assertThat(S3Source.parse(new ByteArrayInputStream(upload.notification())))
                    .containsExactly(upload.object());
        }
    }

    @Test
    void theEntityTagIsTheMd5(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("abc"), "abc");
        Path changed = Files.writeString(directory.resolve("changed"), "abc\n");
        List<DemoFile> files = DemoFile.of(List.of(file, changed));
        assertThat(files.get(0).content()).isEqualTo(new DemoFile.Content(3, "900150983cd24fb0d6963f7d28e17f72"));
        assertThat(files.get(0).changed()).isEqualTo(files.get(1).content());
    }

    @Test
    void filesOfOneNameGetKeysOfTheirOwn(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("abc"), "abc");
        assertThat(DemoFile.of(List.of(file, file))).extracting(DemoFile::key).doesNotHaveDuplicates();
    }
}
