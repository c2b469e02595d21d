// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A block that names the file it is cut from is in that file, line by line, but for the indent. */
final class CutBlocksTest {

    @Test
    void everyCutBlockIsInItsFile() throws IOException {
        List<Block> blocks = Pages.all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.from().isPresent())
                .toList();

        assertThat(blocks).hasSizeGreaterThan(15);
        assertThat(blocks)
                .allSatisfy(block -> assertThat(isCut(block))
                        .as("%s is in %s", block, block.from().orElseThrow())
                        .isTrue());
    }

    @Test
    void anotherLineIsSeen() throws IOException {
        Block block = Pages.blocks("java").stream()
                .filter(each -> each.from().isPresent())
                .findFirst()
                .orElseThrow();
        Block changed = new Block(
                block.page(),
                block.line(),
                "java",
                block.source(),
                null,
                block.text().replaceFirst("\\(", "( "));

        assertThat(isCut(block)).isTrue();
        assertThat(isCut(changed)).isFalse();
    }

    private static boolean isCut(Block block) throws IOException {
        List<String> file =
                stripped(Files.readString(Pages.ROOT.resolve(block.from().orElseThrow())));
        return Collections.indexOfSubList(file, stripped(block.text())) >= 0;
    }

    private static List<String> stripped(String text) {
        return text.lines().map(String::strip).toList();
    }
}
