// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Filter pattern for lines that are no JSON: all terms must be there, each a word or a text in quotation marks; a term
 * with a minus in front must not be there; of those with a question mark one is enough.
 *
 * @param all terms that must be there
 * @param any terms of which one must be there, if there are such
 * @param none terms that must not be there
 */
record LogPattern(List<String> all, List<String> any, List<String> none) {

    private static final Pattern TERM = Pattern.compile("([-?]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    LogPattern {
        all = List.copyOf(all);
        any = List.copyOf(any);
        none = List.copyOf(none);
    }

    static LogPattern parse(String text) {
        List<String> all = new ArrayList<>();
        List<String> any = new ArrayList<>();
        List<String> none = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        while (term.find()) {
            String word = term.group(2) == null ? term.group(3) : term.group(2).replaceAll("\\\\(.)", "$1");
            List<String> list = term.group(1).equals("-") ? none : term.group(1).equals("?") ? any : all;
            list.add(word);
        }
        return new LogPattern(all, any, none);
    }

    boolean matches(String line) {
        return all.stream().allMatch(line::contains)
                && none.stream().noneMatch(line::contains)
                && (any.isEmpty() || any.stream().anyMatch(line::contains));
    }
}
