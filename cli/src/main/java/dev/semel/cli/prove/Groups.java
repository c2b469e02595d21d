// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The group of each event, by its subject. */
final class Groups {

    private final Map<String, String> named = new HashMap<>();
    private final @Nullable String otherwise;

    /**
     * Reads the groups of a command line.
     *
     * @param options each {@code SUBJECT=GROUP}, cut at its first {@code =}
     * @param otherwise the group of a subject without an option; null for none
     * @throws IllegalArgumentException if an option has another form, fits no event, or repeats a subject; the message
     * names the remedy
     */
    Groups(List<String> options, List<EventFile> events, @Nullable String otherwise) {
        this.otherwise = otherwise;
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new IllegalArgumentException(
                        "--group: '" + option + "' is not SUBJECT=GROUP, as in order-42=customer-7");
            }
            add(option.substring(0, equals), option.substring(equals + 1), events);
        }
    }

    private void add(String subject, String group, List<EventFile> events) {
        if (events.stream().noneMatch(event -> event.subject().equals(subject))) {
            throw new IllegalArgumentException(
                    "--group: no event is about '" + subject + "': name the subject as its --event does");
        }
        if (named.put(subject, group) != null) {
            throw new IllegalArgumentException("--group: '" + subject + "' has two groups: give it one");
        }
    }

    @Nullable
    String of(EventFile event) {
        return named.getOrDefault(event.subject(), otherwise);
    }

    /** {@return whether two events with different subjects are in one group} */
    boolean isOrder(List<EventFile> events) {
        Map<String, Set<String>> subjects = new HashMap<>();
        for (EventFile event : events) {
            String group = of(event);
            if (group != null) {
                subjects.computeIfAbsent(group, first -> new HashSet<>()).add(event.subject());
            }
        }
        return subjects.values().stream().anyMatch(order -> order.size() > 1);
    }
}
