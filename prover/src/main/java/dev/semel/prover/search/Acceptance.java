// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import dev.semel.prover.escape.EscapeFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The findings of what escapes the world that a proof accepts by name. */
final class Acceptance {

    private final List<String> accepted;

    Acceptance(List<String> accepted) {
        this.accepted = List.copyOf(accepted);
    }

    /**
     * Refuses findings that are not accepted, and words that accept nothing.
     *
     * @throws IllegalStateException if there is one; it names each with its line, its remedy and its word
     */
    void require(List<EscapeFinding> findings) {
        List<EscapeFinding> open = findings.stream()
                .filter(finding -> !accepted.contains(finding.word()))
                .toList();
        if (!open.isEmpty()) {
            throw new IllegalStateException("The handler does what the prover does not control, so that no verdict is"
                    + " possible. Mend it, or accept each finding by its word in accept(\"...\"):"
                    + open.stream()
                            .map(finding -> "\n    " + finding + "; word: " + finding.word())
                            .distinct()
                            .collect(Collectors.joining()));
        }
        List<String> stale = new ArrayList<>(accepted);
        findings.forEach(finding -> stale.remove(finding.word()));
        if (!stale.isEmpty()) {
            throw new IllegalStateException(
                    "accept(\"" + stale.get(0) + "\") accepts nothing: no finding has this word any more. Remove it");
        }
    }
}
