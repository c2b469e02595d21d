// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the text, over every Java source of the repository; and each rule on a bad sample. */
class SourceRulesTest {
    private static final SourceTree REPOSITORY = new SourceTree(Path.of(".."));

    @TempDir
    Path samples = Path.of("");

    @Test
    void noSimpleNameIsUsedTwice() throws IOException {
        assertThat(REPOSITORY.namesUsedTwice()).isEmpty();
    }

    @Test
    void noLineHasMoreThan120Columns() throws IOException {
        assertThat(REPOSITORY.longLines()).isEmpty();
    }

    @Test
    void commentsBeginWithANounOrAVerb() throws IOException {
        assertThat(REPOSITORY.headlessComments()).isEmpty();
    }

    @Test
    void aNameThatIsUsedTwiceIsFound() throws IOException {
        sample("one/Answer.java", "final class Answer {}");
        sample("two/Answer.java", "final class Answer {}");
        sample("two/package-info.java", "package two;");
        sample("one/package-info.java", "package one;");
        sample("one/target/Answer.java", "final class Answer {}");

        assertThat(new SourceTree(samples).namesUsedTwice())
                .containsExactly("Answer is the name of [one/Answer.java, two/Answer.java]");
    }

    @Test
    void aLongLineIsFound() throws IOException {
        sample("Wide.java", "// " + "x".repeat(117) + "\n// " + "y".repeat(118));

        assertThat(new SourceTree(samples).longLines()).containsExactly("Wide.java:2 has more than 120 columns");
    }

    @Test
    void aHeadlessSentenceIsFound() throws IOException {
        sample("Headless.java", "/** What it does. */\nclass Headless {\n\n    /**\n     * How many there are.\n     */\n}");
        sample("Whatnot.java", "/** Whatnots of the shop; when sold, they are gone. */\nclass Whatnot {}");

        assertThat(new SourceTree(samples).headlessComments())
                .containsExactly(
                        "Headless.java:1 begins with 'What', not with a noun or a verb",
                        "Headless.java:5 begins with 'How', not with a noun or a verb");
    }

    private void sample(String name, String text) throws IOException {
        Path file = samples.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
