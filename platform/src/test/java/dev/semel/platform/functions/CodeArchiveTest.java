// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.platform.http.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A zip writes into its folder only, and not without a limit. */
class CodeArchiveTest {

    @TempDir
    private Path parent;

    private Path folder() throws IOException {
        return Files.createDirectories(parent.resolve("code"));
    }

    private static byte[] zip(String name, byte[] content, int copies) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            for (int i = 0; i < copies; i++) {
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void filesAreWrittenWithTheirFolders() throws Exception {
        new CodeArchive(zip("lib/a.txt", text("a"), 1)).unpack(folder());
        assertThat(folder().resolve("lib/a.txt")).hasContent("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "lib/../../evil", "/etc/evil", "..\\evil", "lib/.."})
    void anEntryOutsideOfTheFolderIsRefused(String name) throws Exception {
        Path folder = folder();
        assertThatThrownBy(() -> new CodeArchive(zip(name, text("x"), 1)).unpack(folder))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("outside of its target folder");
        assertThat(parent).isDirectoryNotContaining(file -> file.endsWith("evil"));
    }

    @Test
    void aZipThatGrowsTooLargeIsRefused() throws Exception {
        byte[] bomb = zip("zeros", new byte[1 << 20], 251);
        assertThat(bomb.length).isLessThan(1 << 20);
        Path folder = folder();
        assertThatThrownBy(() -> new CodeArchive(bomb).unpack(folder))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("Unzipped size");
    }

    @Test
    void whatIsNoZipIsRefused() throws Exception {
        Path folder = folder();
        assertThatThrownBy(() -> new CodeArchive(text("no zip")).unpack(folder))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("Could not unzip");
        assertThatThrownBy(() -> new CodeArchive(new byte[CodeArchive.MAX_ZIP_BYTES + 1]))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("smaller than");
    }
}
