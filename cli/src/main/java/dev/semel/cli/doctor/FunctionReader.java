// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads functions, their asynchronous settings and what their roles may do to the records, from a template. */
final class FunctionReader {

    private static final long LAMBDA_TIMEOUT = 3;
    private static final long ASYNCHRONOUS_RETRIES = 2;
    private static final long ASYNCHRONOUS_AGE = 21_600;

    private final TemplateResources resources;
    private final Set<String> recordTables;
    private final Set<String> deadLetters;
    private final RoleReader roles;

    FunctionReader(
            TemplateResources resources, Set<String> tables, Set<String> tablesElsewhere, Set<String> deadLetters) {
        this.resources = resources;
        this.deadLetters = deadLetters;
        recordTables = new LinkedHashSet<>(tables);
        recordTables.addAll(tablesElsewhere);
        roles = new RoleReader(resources, recordTables);
    }

    GuardedFunction read(String name) {
        TemplateProperties function = resources.properties(name);
        TemplateProperties retries = asynchronous(name, function);
        Setting<List<String>> grants = roles.grants(name);
        return new GuardedFunction(
                name,
                usesRecords(function, grants),
                resources.whole(name).at("Metadata", "Semel", "Operator").node().asBoolean(),
                function.at("Timeout").number(LAMBDA_TIMEOUT),
                window(name),
                retries.at("MaximumRetryAttempts").number(ASYNCHRONOUS_RETRIES),
                retries.at("MaximumEventAgeInSeconds").number(ASYNCHRONOUS_AGE),
                destination(function, retries),
                grants);
    }

    private boolean usesRecords(TemplateProperties function, Setting<List<String>> grants) {
        boolean byVariable =
                TemplateValues.references(function.at("Environment").node()).stream()
                                .anyMatch(recordTables::contains)
                        || function.at("Environment", "Variables").elements().stream()
                                .anyMatch(value ->
                                        recordTables.contains(value.node().asText()));
        return byVariable
                || (grants instanceof Setting.Known<List<String>> known
                        && !known.value().isEmpty());
    }

    private TemplateProperties asynchronous(String name, TemplateProperties function) {
        Optional<TemplateProperties> own = resources.all("AWS::Lambda::EventInvokeConfig").stream()
                .filter(config ->
                        resources.functionOf(config.at("FunctionName")).equals(Optional.of(name)))
                .findFirst();
        return own.orElseGet(() -> function.at("EventInvokeConfig"));
    }

    private Setting<Boolean> destination(TemplateProperties function, TemplateProperties retries) {
        for (TemplateProperties place : List.of(
                retries.at("DestinationConfig", "OnFailure"),
                function.at("DeadLetterConfig"),
                function.at("DeadLetterQueue"))) {
            if (place.isGiven()) {
                place.reference(resources.queues()).ifPresent(deadLetters::add);
                return place.presence();
            }
        }
        return Setting.of(false);
    }

    private Setting<Duration> window(String name) {
        String text = resources
                .whole(name)
                .at("Metadata", "Semel", "DedupeWindow")
                .node()
                .asText();
        if (text.isEmpty()) {
            return Setting.unclear(
                    "it is in the code; say --dedupe-window, or Metadata: {Semel: {DedupeWindow: P14D}}");
        }
        try {
            return Setting.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Setting.unclear("Metadata.Semel.DedupeWindow is no ISO 8601 duration: " + text);
        }
    }
}
