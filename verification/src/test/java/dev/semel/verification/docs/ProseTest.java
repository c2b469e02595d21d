// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages avoid habits that make English hard for a reader whose language is another: sentences without a noun in front,
 * chains of pronouns, code that hears and is told, and words taken over literally. Each has a plainer form.
 */
final class ProseTest {

    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");

    /** A habit on the left, its repair on the right. */
    private static final List<List<String>> HABITS = List.of(
            List.of("\\bwhoever\\b|\\bwhomever\\b", "name the person: a caller, a reader"),
            List.of("\\bsomebody\\b|\\bnobody\\b", "a person, a caller; no attempt, no caller"),
            List.of("\\bfor people\\b", "human-readable, for logs"),
            List.of("\\b(?:that|this|other|latter) one's\\b|\\bone of both\\b", "repeat the noun"),
            List.of("\\b(?:is|are|was|were|be) told\\b|\\bhears? of\\b", "gets, receives; is called"),
            List.of("\\bby its (?:own )?word\\b|\\bby an explicit word\\b", "declares, asks for"),
            List.of("\\bas it (?:came|comes)\\b|\\bwhat it came to\\b", "unchanged; the result"),
            List.of("\\bgo(?:es)? on behind\\b", "continues after"),
            List.of("\\b(?:record|key) is nothing\\b|\\bfrom nothing\\b", "absent"),
            List.of("\\bgiven back\\b|\\bgives? (?:it|the claim|its claim) back\\b", "released"),
            List.of("\\breckon\\b|\\bstated nowhere\\b|\\bshall have\\b|\\bbut for\\b", "assume; undocumented; except"),
            List.of("(?m)^(?:What|Who|Whom|Where)\\b[^?|\\n]*\\.$", "begin with the noun"));

    static Stream<Page> pages() throws IOException {
        return Pages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void habitsAreAvoided(Page page) {
        assertThat(findings(page)).isEmpty();
    }

    @Test
    void habitIsFound() {
        Page page = new Page(Path.of("page.md"), "Listeners are told.\nWhat is left is done.\n`nobody`", List.of());

        assertThat(findings(page)).hasSize(2).first().asString().contains("are told", "gets, receives");
    }

    private static List<String> findings(Page page) {
        String prose = CODE.matcher(page.text()).replaceAll("x");
        return HABITS.stream()
                .flatMap(habit -> Pattern.compile(habit.get(0), Pattern.CASE_INSENSITIVE)
                        .matcher(prose)
                        .results()
                        .map((MatchResult found) -> "'" + found.group() + "': better " + habit.get(1)))
                .toList();
    }
}
