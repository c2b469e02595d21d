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
    private static final String COMMENT = "/*" + "*";

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
    void noSwitchOverATypeOfOursHasADefault() throws IOException {
        assertThat(REPOSITORY.switchesWithADefault()).isEmpty();
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
        String literal = '"' + "z".repeat(120) + '"';
        sample("Wide.java", "// " + "x".repeat(117) + "\n// " + "y".repeat(118) + "\nString text = " + literal + ";");

        assertThat(new SourceTree(samples).longLines()).containsExactly("Wide.java:2 has more than 120 columns");
    }

    @Test
    void aHeadlessSentenceIsFound() throws IOException {
        sample(
                "Headless.java",
                COMMENT + " What it does. */\nclass Headless {\n\n    " + COMMENT + "\n     * How many.\n */}");
        sample("Whatnot.java", "/** Whatnots of the shop; when sold, they are gone. */\nclass Whatnot {}");

        assertThat(new SourceTree(samples).headlessComments())
                .containsExactly(
                        "Headless.java:1 begins with 'What', not with a noun or a verb",
                        "Headless.java:5 begins with 'How', not with a noun or a verb");
    }

    @Test
    void aDefaultOverATypeOfOursIsFound() throws IOException {
        sample("Verdict.java", "sealed interface Verdict { record Won() {}\n enum Kind { A, B, C_1 } }");
        sample("Open.java", """
                import one.Verdict.Won;
                class Open {
                    int sealed(Verdict verdict) {
                        return switch (verdict) {
                            case Won won when "}".isEmpty() -> 1;
                            case Verdict.Lost(int by) -> switch (by) {
                                case 1 -> 2;
                                default -> 3;
                            };
                            default -> 4;
                        };
                    }
                    int constants(Verdict.Kind kind) {
                        switch (kind) {
                            case A, C_1 -> { return 1; }
                            default -> { return 2; }
                        }
                    }
                    int every(Verdict.Kind kind) {
                        return switch (kind) { case A -> 1; case B, C_1 -> 2; };
                    }
                    int open(Object any) {
                        return switch (any) {
                            case Won won -> 1;
                            case String text -> 2;
                            case null, default -> 3;
                        };
                    }
                }
                """);

        assertThat(new SourceTree(samples).switchesWithADefault())
                .containsExactly(
                        "Open.java:4 has a default over a type of ours",
                        "Open.java:14 has a default over a type of ours");
    }

    private void sample(String name, String text) throws IOException {
        Path file = samples.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
