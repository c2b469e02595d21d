// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests that the documents name exist, and their links lead somewhere. */
final class DocumentsTest {

    static List<Page> pages() throws IOException {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void testsThatAreNamedExist(Page page) throws IOException {
        Sources sources = Sources.under(Pages.ROOT);
        assertThat(page.tests())
                .allSatisfy(test -> assertThat(sources.have(test)).as(test).isTrue());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Page page) {
        assertThat(page.links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
            assertThat(target).exists();
            assertThat(parts.length == 1 || Page.read(target).has(parts[1]))
                    .as(link)
                    .isTrue();
        });
    }

    /** The site is read without a network too, and a page of another server changes without notice: name it instead. */
    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToNoOtherServer(Page page) {
        assertThat(page.linksOutside()).isEmpty();
    }

    @Test
    void linkToAnotherServerIsFound() {
        Page page = new Page(Path.of("page.md"), "[a](b.md#c) and [d](https://example.com/e)", List.of());
        assertThat(page.linksOutside()).containsExactly("https://example.com/e");
        assertThat(page.links()).containsExactly("b.md#c");
    }

    @Test
    void namesAndLinksAreFound() throws IOException {
        Page page = Page.read(Pages.ROOT.resolve("docs/guarantees.md"));
        assertThat(page.tests()).contains("S6_aRepeatedClaimIsRecognised", "CrashEnumerationTest", "E3_…");
        assertThat(page.tests()).doesNotContain("onReplay(...)", "NOT_EXECUTED");
        assertThat(page.links()).contains("spec.md#assumptions");

        Sources sources = Sources.under(Pages.ROOT);
        assertThat(sources.have("DocumentsTest.namesAndLinksAreFound")).isTrue();
        assertThat(sources.have("DocumentsTest.linksLeadNowhere")).isFalse();
        assertThat(sources.have("S99_…")).isFalse();
    }
}
