// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Joins the caller's expressions with ours. Our placeholders all begin with {@code semel_}. */
final class ItemTexts {

    /** The beginning of a SET clause. {@code SET} is a reserved word, so it stands alone only there. */
    private static final Pattern SET = Pattern.compile("(?<![\\w#:.])SET\\s", Pattern.CASE_INSENSITIVE);

    private ItemTexts() {}

    /** {@return an update expression that also sets {@code assignments}; an expression may have only one SET clause} */
    static String alsoSetting(@Nullable String update, String assignments) {
        if (update == null || update.isBlank()) {
            return "SET " + assignments;
        }
        Matcher matcher = SET.matcher(update);
        return matcher.find()
                ? update.substring(0, matcher.end()) + assignments + ", " + update.substring(matcher.end())
                : update + " SET " + assignments;
    }

    /** {@return the condition that both conditions hold} */
    static String both(@Nullable String theirs, String ours) {
        return theirs == null || theirs.isBlank() ? ours : "(" + theirs + ") AND " + ours;
    }

    static <V> Map<String, V> join(Map<String, V> theirs, Map<String, V> ours) {
        Map<String, V> all = new HashMap<>(theirs);
        all.putAll(ours);
        return all;
    }

    /** Refuses placeholders that begin as ours do. */
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
