// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Collects the findings about one deployment, and what was not checked. Not thread-safe. */
final class Examination {

    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> unchecked = new LinkedHashSet<>();

    void report(FindingKind kind, String place, String detail) {
        findings.add(new Finding(kind, place, detail));
    }

    void leaveUnchecked(String what) {
        unchecked.add(what);
    }

    /** Gives a setting to a check if it was seen; otherwise it counts as not checked. */
    <T> void ask(Setting<T> setting, String what, Consumer<? super T> check) {
        switch (setting) {
            case Setting.Known<T> known -> check.accept(known.value());
            case Setting.Unclear<T> unclear -> leaveUnchecked(what + ": " + unclear.why());
        }
    }

    /** Reports a setting that was seen to be false. */
    void require(Setting<Boolean> setting, FindingKind kind, String place) {
        ask(setting, place + ", " + kind.number() + " (" + kind.title() + ")", holds -> {
            if (!holds) {
                report(kind, place, "");
            }
        });
    }

    /** {@return the findings by number, then place} */
    List<Finding> findings() {
        return findings.stream()
                .sorted(Comparator.comparing((Finding finding) -> finding.kind().number())
                        .thenComparing(Finding::place))
                .toList();
    }

    List<String> unchecked() {
        return List.copyOf(unchecked);
    }
}
