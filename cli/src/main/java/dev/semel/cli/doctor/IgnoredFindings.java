// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Findings that the user accepts, each with a reason. */
final class IgnoredFindings {

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /**
     * Reads options of the form {@code SD012=reason}.
     *
     * @throws IllegalArgumentException if one has another form, or names no finding
     */
    IgnoredFindings(List<String> texts) {
        for (String text : texts) {
            int sign = text.indexOf('=');
            String number = sign < 0 ? text : text.substring(0, sign);
            String reason = sign < 0 ? "" : text.substring(sign + 1).strip();
            if (FindingKind.numbered(number).isEmpty()) {
                throw new IllegalArgumentException("--ignore names no finding: " + number);
            }
            if (reason.isEmpty()) {
                throw new IllegalArgumentException(
                        "--ignore needs a reason: --ignore '" + number + "=why it is right'");
            }
            reasons.put(number, reason);
        }
    }

    Optional<String> reason(Finding finding) {
        return Optional.ofNullable(reasons.get(finding.kind().number()));
    }
}
