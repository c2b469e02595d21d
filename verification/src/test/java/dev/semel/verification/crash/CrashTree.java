// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The derivation of a number of crash histories. A row stands for one state in which a crash leaves the record, and has
 * one letter for each moment of an attempt that begins there: the state in which a crash at that moment leaves it. The
 * letter before the colon names the row; the first attempt begins in the first row.
 *
 * <p>The states are {@code a} (absent, or in progress and lapsed), {@code b} and {@code c} (the same, after the first
 * and the second recovery point), {@code e} (only the last write is missing), {@code d} (completed).
 *
 * @param rows the row of each state
 * @param first the state of the first attempt
 */
record CrashTree(Map<Character, String> rows, char first) {

    static final CrashTree THREE_STEPS = of(
            "a: aa aa ab bb bc cc ce ed", // claim, effect and checkpoint three times, complete: each before and after
            "b: bb bb bc cc ce ed",
            "c: cc cc ce ed",
            "e: ee ed", // claim, complete: the body finds all its results
            "d: dd"); // claim, answered by the record

    static final CrashTree CLAIM_ONLY = of("a: aa aa ad", "d: dd"); // claim, effect, complete

    static final CrashTree RECONCILED = of(
            "a: aa ae ed", // claim, effect, complete: once the effect took place, the reconciler says so
            "e: ee ed",
            "d: dd");

    /** One moment before the transaction is made, two around the commit. A completed record answers the commit. */
    static final CrashTree COMMIT = of("a: aad", "d: ddd");

    static final CrashTree COMMIT_RECONCILED = of(
            "a: aaa aa a ae ed", // commit is refused; claim; the effect as a transactional step; checkpoint; complete
            "e: eee ee ed",
            "d: ddd");

    /**
     * As reconciled, but that the claim leads into quarantine, of which {@code q} and {@code r} are the lifted ones.
     */
    static final CrashTree COMMIT_QUARANTINED = of(
            "a: aaa aa aq", // commit is refused; claim; quarantine
            "q: qqq qa a ae ed",
            "e: eee ee er",
            "r: rrr re ed",
            "d: ddd");

    static final CrashTree MIXED = of(
            "a: aa aa ab b be ed", // claim, effect, checkpoint, effect in a transaction, its checkpoint, complete
            "b: bb b be ed",
            "e: ee ed",
            "d: dd");

    private static CrashTree of(String... rows) {
        Map<Character, String> table = new HashMap<>();
        for (String row : rows) {
            table.put(row.charAt(0), row.substring(2).replace(" ", ""));
        }
        return new CrashTree(Map.copyOf(table), rows[0].charAt(0));
    }

    /** Returns how many histories have a crash in each of their first one, two, … {@code attempts} attempts. */
    int histories(int attempts) {
        int histories = 0;
        List<Character> states = List.of(first);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            states = states.stream()
                    .flatMap(state -> rows.getOrDefault(state, "").chars().mapToObj(next -> (char) next))
                    .toList();
            histories += states.size();
        }
        return histories;
    }

    /** Returns the states in which no attempt crashes, if there are {@code attempts} of them. */
    Set<Character> notCrashedIn(int attempts) {
        Set<Character> left = new TreeSet<>(rows.keySet());
        Set<Character> begun = Set.of(first);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            left.removeAll(begun);
            begun = begun.stream()
                    .flatMap(state -> rows.getOrDefault(state, "").chars().mapToObj(next -> (char) next))
                    .collect(Collectors.toSet());
        }
        return left;
    }
}
