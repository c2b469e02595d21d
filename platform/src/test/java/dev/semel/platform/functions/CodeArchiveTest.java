// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.semel.platform.http.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    private static Arguments strange(String what, RawZip zip) {
        return Arguments.of(what, zip.bytes());
    }

    private static List<Arguments> strangeZips() {
        RawZip plain = new RawZip().with("a", "1");
        return List.of(
                strange("a symbolic link", plain.with("link", "link", 0xa1ff, "/etc/passwd")),
                strange("a symbolic link", new RawZip().with("pipe", "pipe", 0x11a4, "")),
                strange("a symbolic link", new RawZip().with("device", "device", 0x2180, "")),
                strange("the same entry twice", new RawZip().with("a", "1").with("a", "2")),
                strange("the same entry twice", new RawZip().with("lib/a", "1").with("lib/./b/../a", "2")),
                strange("a control character", new RawZip().with("a\0.class", "1")),
                strange("a control character", new RawZip().with("a\n/b", "1")),
                strange("a control character", new RawZip().with("\u001b[2Ja", "1")),
                strange("a control character", new RawZip().with("a\u0085", "1")),
                strange("a file and a folder", new RawZip().with("a", "1").with("a/b", "2")),
                strange("a file and a folder", new RawZip().with("a/b", "1").with("a", "2")),
                strange("a file and a folder", new RawZip().with("a", "1").with("a/", "a/", 0x41ed, "")),
                strange("a file and a folder", new RawZip().with("a", "a", 0x41ed, "1")),
                strange("a file and a folder", new RawZip().with("a/", "a/", 0x81a4, "")),
                strange("a folder with the content of a file", new RawZip().with("a/", "a/", 0x41ed, "1")),
                strange(
                        "its directory does not list",
                        new RawZip().with("a", "1").with("b", "", 0x81a4, "1")),
                strange("its directory does not list", new RawZip().with("a", "b", 0x81a4, "1")),
                strange("that is not there", new RawZip().with("a", "1").with("", "b", 0x81a4, "1")),
                strange("outside of its target folder", new RawZip().with("lib/../..", "1")),
                strange("cannot be written", new RawZip().with("a".repeat(300), "1")));
    }

    @ParameterizedTest
    @MethodSource("strangeZips")
    void anEntryThatIsNotOneFileOrFolderOfItsNameIsRefused_inOneLine(String what, byte[] zip) throws Exception {
        Path folder = folder();
        assertThatThrownBy(() -> new CodeArchive(zip).unpack(folder))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo("InvalidParameterValueException"))
                .hasMessageContaining(what)
                .hasMessageMatching("\\P{Cntrl}*");
    }

    @Test
    void whatOtherToolsWriteIsTaken() throws Exception {
        byte[] zip = new RawZip()
                .with("lib/", "lib/", 0x41ed, "")
                .with("lib/", "lib/", 0x41ed, "")
                .with("META-INF/LICENSE", "1")
                .with("META-INF/license/of.txt", "2")
                .with("plain", "plain", 0, "3")
                .bytes();
        new CodeArchive(zip).unpack(folder());
        assertThat(folder().resolve("META-INF/LICENSE")).hasContent("1");
        assertThat(folder().resolve("META-INF/license/of.txt")).hasContent("2");
        assertThat(folder().resolve("plain")).hasContent("3");
        assertThat(folder().resolve("lib")).isDirectory();
    }

    @Test
    void aZipThatIsCutOffOrChangedIsRefused_andNeverAFailure() throws Exception {
        byte[] zip = new RawZip().with("lib/a", "content").with("b", "more").bytes();
        for (int length = 0; length < zip.length; length++) {
            byte[] part = Arrays.copyOf(zip, length);
            Path folder = Files.createTempDirectory(parent, "cut");
            assertThatThrownBy(() -> new CodeArchive(part).unpack(folder)).isInstanceOf(ServiceException.class);
        }
        for (int at = 0; at < zip.length; at++) {
            byte[] changed = zip.clone();
            changed[at] ^= (byte) 0xff;
            Path folder = Files.createTempDirectory(parent, "changed");
            assertThat(catchThrowable(() -> new CodeArchive(changed).unpack(folder)))
                    .satisfiesAnyOf(
                            e -> assertThat(e).isNull(), e -> assertThat(e).isInstanceOf(ServiceException.class));
        }
    }
}
