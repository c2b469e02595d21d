// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events in the lines of {@link dev.semel.event.LoggingListener}, whatever a logger puts before them. */
public final class LoggedEvents {

    /** The heads of the lines, in their order of length, so that none hides another one. */
    private static final Pattern EVENT = Pattern.compile(
            "(Key used with another payload|Recovery points unused|Payload not comparable|Result not recorded"
                    + "|Duplicate skipped|Record unreadable|Result unavailable|Running unguarded|Failed for good"
                    + "|Step recorded|Store failed|Quarantined|Taken over|Executed|Released|Claimed|Fenced)"
                    + " operation=(.{1,100}?) key=(.{1,81}?)(?: attempt=| recorded=| reason=| call=|[,:] |$)");

    private LoggedEvents() {}

    /**
     * {@return the event of a line; empty if the line tells none}
     *
     * @param line the line
     */
    public static Optional<EventCount> parse(String line) {
        Matcher found = EVENT.matcher(line);
        return found.find()
                ? Optional.of(new EventCount(found.group(2), outcome(found.group(1), line), found.group(3), 1))
                : Optional.empty();
    }

    /** One head stands for four kinds of duplicates. */
    private static String outcome(String head, String line) {
        if (!head.equals("Duplicate skipped")) {
            return head;
        }
        if (line.contains(", still in progress ")) {
            return "Duplicate skipped: in progress";
        }
        if (line.contains(", in quarantine: ")) {
            return "Duplicate skipped: quarantined";
        }
        return line.contains(", failed before as ")
                ? "Duplicate skipped: failed before"
                : "Duplicate skipped: replayed";
    }
}
