// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file the file
 * @param text the Markdown, without blocks of code
 * @param blocks the blocks of code
 */
record Page(Path file, String text, List<Block> blocks) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /**
     * The form of a test's name: a class named as a test, with or without a method; a method that carries a rule; a
     * sentence of four words or more. Names of the API have parentheses or fewer words.
     */
    private static final Pattern TEST = Pattern.compile("(?:\\w*(?:Test|Contract|Rules)(?:\\.[\\w…]+)?"
            + "|(?:\\w+\\.)?…?(?:[SE]\\d+_)+[\\w…]+"
            + "|[a-z]+(?:[A-Z][a-z0-9]*){3,}"
            + "|…\\w+)");

    static Page read(Path file) throws IOException {
        String markdown = Files.readString(file);
        return new Page(file, BLOCK.matcher(markdown).replaceAll(""), Blocks.of(file, markdown));
    }

    List<String> tests() {
        return found(CODE)
                .filter(name -> TEST.matcher(name).matches())
                .distinct()
                .toList();
    }

    /** {@return the targets of the links into this repository} */
    List<String> links() {
        return found(LINK).filter(link -> !link.contains("://")).distinct().toList();
    }

    List<String> linksOutside() {
        return found(LINK).filter(link -> link.contains("://")).distinct().toList();
    }

    /** {@return whether this page has a heading with that anchor} */
    boolean has(String anchor) {
        return found(HEADING).map(Page::anchor).anyMatch(anchor::equals);
    }

    /** Returns the anchor of a heading, as GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    private Stream<String> found(Pattern pattern) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
