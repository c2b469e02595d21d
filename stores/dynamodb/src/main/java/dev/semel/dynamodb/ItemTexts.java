// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins the caller's expressions with ours, whose placeholders all begin with {@code semel_}. */
final class ItemTexts {

    /** {@code SET} is a reserved word, so an expression has it as a word of its own only where its clause begins. */
    private static final Pattern SET = Pattern.compile("(?<![\\w#:.])SET\\s", Pattern.CASE_INSENSITIVE);

    private ItemTexts() {}

    /** Returns an update expression that also sets {@code assignments}; an expression may have one SET clause only. */
    static String alsoSetting(@Nullable String update, String assignments) {
        if (update == null || update.isBlank()) {
            return "SET " + assignments;
        }
        Matcher matcher = SET.matcher(update);
        return matcher.find()
                ? update.substring(0, matcher.end()) + assignments + ", " + update.substring(matcher.end())
                : update + " SET " + assignments;
    }

    /** Returns the condition that both hold. */
    static String both(@Nullable String theirs, String ours) {
        return theirs == null || theirs.isBlank() ? ours : "(" + theirs + ") AND " + ours;
    }

    static <V> Map<String, V> join(Map<String, V> theirs, Map<String, V> ours) {
        Map<String, V> all = new HashMap<>(theirs);
        all.putAll(ours);
        return all;
    }

    /** Refuses placeholders that might be ours. */
    static void requireForeign(Map<String, ?> names, Map<String, ?> values) {
        for (String placeholder :
                Stream.concat(names.keySet().stream(), values.keySet().stream()).toList()) {
            if (placeholder.startsWith("#semel_") || placeholder.startsWith(":semel_")) {
                throw new IllegalArgumentException(
                        "placeholder '" + placeholder + "' begins with semel_, which is Semel's own; rename it");
            }
        }
    }
}
