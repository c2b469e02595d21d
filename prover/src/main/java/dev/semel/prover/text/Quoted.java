// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes texts of a handler fit for a report: on one line, with an escape for each character that would steer a terminal
 * or reorder the text, and cut with its length stated. A backslash stays as it is.
 */
public final class Quoted {

    private static final int MOST = 200;
    private static final int MOST_OF_A_LINE = 2_000;
    private static final int TAIL = 60;
    private static final int LONG_SAME_BEGINNING = 100;
    private static final int SHOWN_OF_THE_SAME = 40;
    private static final int MOST_TEXTS = 3;

    private Quoted() {}

    /** {@return at most 200 characters of a text} */
    public static String text(String text) {
        return text(text, MOST);
    }

    /** {@return at most {@code most} characters of a text} */
    public static String text(String text, int most) {
        return cut(text, 0, most, 0);
    }

    /** {@return a text; if it is too long, at most 200 characters of its beginning, and its last 60} */
    public static String withItsEnd(String text) {
        return cut(text, 0, MOST, TAIL);
    }

    /** {@return at most 2,000 characters of a whole line of a report} */
    public static String line(String line) {
        return cut(line, 0, MOST_OF_A_LINE, 0);
    }

    /** {@return a text of any length on one line} */
    public static String escaped(String text) {
        return beginning(text, 0, Integer.MAX_VALUE).text;
    }

    /** {@return different texts; if they begin with a long common part, from shortly before its end} */
    public static String different(Collection<String> texts) {
        List<String> all = List.copyOf(texts);
        int same = all.stream()
                .skip(1)
                .mapToInt(other -> Arrays.mismatch(all.get(0).toCharArray(), other.toCharArray()))
                .filter(mismatch -> mismatch >= 0)
                .min()
                .orElse(0);
        int from = same > LONG_SAME_BEGINNING ? same - SHOWN_OF_THE_SAME : 0;
        String shown = all.stream()
                .limit(MOST_TEXTS)
                .map(text -> text.isEmpty() ? "(empty)" : cut(text, from, MOST, 0))
                .collect(Collectors.joining(" and "));
        return all.size() <= MOST_TEXTS ? shown : shown + " and " + (all.size() - MOST_TEXTS) + " more";
    }

    private static String cut(String text, int from, int most, int tail) {
        Beginning beginning = beginning(text, from, most);
        String head = (from > 0 ? "…" : "") + beginning.text;
        String length = String.format(Locale.ROOT, " (%,d characters)", text.length());
        if (beginning.end == text.length()) {
            return from > 0 ? head + length : head;
        }
        int rest = Math.max(beginning.end, text.length() - tail);
        return head + "…" + length + (tail > 0 ? " …" + escaped(text.substring(rest)) : "");
    }

    /**
     * The beginning of a text, escaped.
     *
     * @param end its end in the original text
     */
    private record Beginning(String text, int end) {}

    private static Beginning beginning(String text, int from, int most) {
        StringBuilder escaped = new StringBuilder();
        int end = from;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            String piece = escaped(point);
            if (escaped.length() + piece.length() > most) {
                break;
            }
            escaped.append(piece);
            end += Character.charCount(point);
        }
        return new Beginning(escaped.toString(), end);
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                isPlain(point)
                        ? Character.toString(point)
                        : String.format(Locale.ROOT, point > 0xffff ? "\\u{%x}" : "\\u%04x", point);
        };
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
