// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.PrintableText;
import java.util.List;

/** Report of an examination, as text for a reader or as JSON for a program. */
final class DoctorReport {

    private final Examination examination;
    private final IgnoredFindings ignored;

    DoctorReport(Examination examination, IgnoredFindings ignored) {
        this.examination = examination;
        this.ignored = ignored;
    }

    /** {@return the findings that count} */
    List<Finding> counted() {
        return examination.findings().stream()
                .filter(finding -> ignored.reason(finding).isEmpty())
                .toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        counted().forEach(finding -> append(text, finding));
        for (Finding finding : examination.findings()) {
            ignored.reason(finding)
                    .ifPresent(reason -> text.append(finding.kind().number())
                            .append(" ignored ")
                            .append(shown(finding.place()))
                            .append(": ")
                            .append(shown(reason))
                            .append('\n'));
        }
        if (!examination.unchecked().isEmpty()) {
            text.append("Not checked:\n");
            examination
                    .unchecked()
                    .forEach(what -> text.append("  ").append(shown(what)).append('\n'));
        }
        int found = counted().size();
        return text.append(found == 0 ? "No findings.\n" : found + (found == 1 ? " finding.\n" : " findings.\n"))
                .toString();
    }

    private static void append(StringBuilder text, Finding finding) {
        FindingKind kind = finding.kind();
        text.append(kind.number())
                .append(' ')
                .append(kind.severity())
                .append(' ')
                .append(shown(finding.place()))
                .append(": ")
                .append(kind.title())
                .append('\n');
        line(text, "Seen:   ", shown(finding.detail()));
        line(text, "Why:    ", kind.reason());
        line(text, "Remedy: ", kind.remedy());
        line(text, "Source: ", kind.document());
        text.append('\n');
    }

    private static void line(StringBuilder text, String head, String content) {
        if (!content.isEmpty()) {
            text.append("  ").append(head).append(content).append('\n');
        }
    }

    private static String shown(String text) {
        return PrintableText.shown(text);
    }

    String json() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        ArrayNode findings = report.putArray("findings");
        for (Finding finding : examination.findings()) {
            FindingKind kind = finding.kind();
            ObjectNode one = findings.addObject()
                    .put("number", kind.number())
                    .put("severity", kind.severity().name())
                    .put("place", finding.place())
                    .put("title", kind.title())
                    .put("detail", finding.detail())
                    .put("reason", kind.reason())
                    .put("remedy", kind.remedy())
                    .put("document", kind.document());
            ignored.reason(finding).ifPresent(reason -> one.put("ignored", reason));
        }
        ArrayNode unchecked = report.putArray("notChecked");
        examination.unchecked().forEach(unchecked::add);
        return report.toPrettyString() + "\n";
    }
}
