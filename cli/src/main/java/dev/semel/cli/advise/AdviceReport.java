// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.PrintableText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Advice about functions: the most critical first. */
final class AdviceReport {

    private final List<AdvisedFunction> functions;

    AdviceReport(List<AdvisedFunction> functions) {
        this.functions = functions.stream()
                .sorted(Comparator.comparingDouble(AdvisedFunction::risk)
                        .thenComparingLong(AdviceReport::repeatedEffects)
                        .reversed())
                .toList();
    }

    /** {@return duplicates a month that take effect without protection} */
    private static long repeatedEffects(AdvisedFunction function) {
        return GuardForm.of(function.effects()) == GuardForm.NOTHING ? 0 : function.repeated();
    }

    String text() {
        StringBuilder text =
                new StringBuilder(row("Function", "Form", "Repeated effects", "Harm", "Write units", "Read units"));
        for (AdvisedFunction function : functions) {
            GuardCosts costs = GuardCosts.of(function);
            text.append(row(
                    PrintableText.shown(function.name()),
                    GuardForm.of(function.effects()).text(),
                    number(repeatedEffects(function)),
                    number(Math.round(function.risk())),
                    number(costs.writes()),
                    number(costs.reads())));
        }
        text.append("\nA month. Repeated effects and harm: without protection. Units: of the protection alone.\n");
        for (GuardForm form : GuardForm.values()) {
            if (functions.stream().anyMatch(function -> GuardForm.of(function.effects()) == form)) {
                text.append(form.text()).append(": ").append(form.reason()).append('\n');
            }
        }
        return text.toString();
    }

    private static String row(String name, String form, String effects, String harm, String writes, String reads) {
        return String.format(
                Locale.ROOT, "%-24s %-16s %16s %14s %14s %14s%n", name, form, effects, harm, writes, reads);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    String json() {
        ArrayNode advice = JsonNodeFactory.instance.arrayNode();
        for (AdvisedFunction function : functions) {
            GuardForm form = GuardForm.of(function.effects());
            GuardCosts costs = GuardCosts.of(function);
            ObjectNode one = advice.addObject();
            one.put("function", function.name());
            one.put("form", form.text());
            one.put("reason", form.reason());
            one.put("repeatedEffects", repeatedEffects(function));
            one.put("harm", function.risk());
            one.put("writeUnits", costs.writes());
            one.put("readUnits", costs.reads());
        }
        return advice.toPrettyString() + "\n";
    }
}
