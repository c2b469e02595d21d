// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every Java block of every page compiles against the modules of this build. A block is a whole file, or cut from a source
 * file that the build compiles, or the middle of a class that says what the page leaves out; see {@link Block}.
 */
final class JavaBlocksTest {

    @Test
    void everyBlockIsCompiled(@TempDir Path folder) throws IOException {
        List<Block> blocks = Pages.blocks("java").stream()
                .filter(block -> block.from().isEmpty())
                .toList();

        assertThat(blocks).hasSizeGreaterThan(15);
        assertThat(new JavaBlocks(folder).compile(blocks)).isEmpty();
    }

    @Test
    void mistakeIsReportedWithItsPageAndLine(@TempDir Path folder) throws IOException {
        Block wrong = new Block(Path.of("page.md"), 7, "java", null, "engine", "String key = order.weight();");

        assertThat(new JavaBlocks(folder).compile(List.of(wrong)))
                .singleElement()
                .asString()
                .startsWith("page.md:7")
                .contains("weight()");
    }

    @Test
    void blockWithoutAContextIsReported(@TempDir Path folder) throws IOException {
        Block fragment = new Block(Path.of("page.md"), 7, "java", null, null, "int one = 1;");

        assertThat(new JavaBlocks(folder).compile(List.of(fragment)))
                .singleElement()
                .asString()
                .contains("compiled in:");
    }
}
