// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a deployment from a template of CloudFormation, of SAM, or synthesised by CDK. */
final class TemplateReader {

    private final TemplateResources resources;
    private final DoctorOptions options;
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> tablesElsewhere = new LinkedHashSet<>();
    private final Set<String> deadLetters = new LinkedHashSet<>();
    private final List<String> unseen = new ArrayList<>();

    TemplateReader(JsonNode template, Map<String, String> parameters, DoctorOptions options) {
        resources = new TemplateResources(template, parameters);
        this.options = options;
    }

    DeploymentModel read() {
        findTables();
        List<MessageQueue> queues = resources.queues().stream().map(this::queue).toList();
        SourceReader sources = new SourceReader(resources, deadLetters);
        sources.read();
        unseen.addAll(sources.unseen());
        FunctionReader functions = new FunctionReader(resources, tables, tablesElsewhere, deadLetters);
        List<GuardedFunction> read =
                resources.functions().stream().map(functions::read).toList();
        if (sources.mappings().stream().anyMatch(mapping -> mapping.kind() == SourceMapping.Kind.KAFKA)) {
            unseen.add("retention of the topic: it is in no template; the broker's default of 7 days was assumed");
        }
        tablesElsewhere.forEach(table -> unseen.add("table " + table + ": it is not in the template; use --live"));
        unseen.add("clocks: only --live compares them");
        return new DeploymentModel(
                tables.stream().map(this::table).toList(),
                !tablesElsewhere.isEmpty(),
                read,
                sources.mappings(),
                queues,
                sources.routes(),
                deadLetters,
                Setting.of(watched()),
                unseen);
    }

    // ---- tables ----

    private void findTables() {
        Set<String> all = resources.tables();
        for (String name : options.tables()) {
            (all.contains(name) ? tables : tablesElsewhere).add(name);
        }
        if (!options.tables().isEmpty()) {
            return;
        }
        for (String name : all) {
            if (resources.whole(name).at("Metadata", "Semel", "Records").node().asBoolean()) {
                tables.add(name);
            }
        }
        resources.functions().forEach(function -> findTables(all, resources.properties(function)));
        if (tables.isEmpty() && tablesElsewhere.isEmpty()) {
            all.stream().filter(this::isNamedSo).forEach(tables::add);
        }
    }

    private void findTables(Set<String> all, TemplateProperties function) {
        TemplateProperties variables = function.at("Environment", "Variables");
        variables.node().fieldNames().forEachRemaining(name -> {
            if (meansRecords(name)) {
                TemplateProperties value = variables.at(name);
                value.reference(all).ifPresentOrElse(tables::add, () -> findElsewhere(value.node()));
            }
        });
    }

    /** Adds a table by its name or parameter; the value of another kind, such as an import, is named as it stands. */
    private void findElsewhere(JsonNode value) {
        Set<String> names = TemplateValues.references(value);
        if (value.isTextual()) {
            tablesElsewhere.add(value.textValue());
        } else if (names.isEmpty()) {
            tablesElsewhere.add(value.toString());
        } else {
            names.stream().filter(resources::isParameter).forEach(tablesElsewhere::add);
        }
    }

    private static boolean meansRecords(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.contains("IDEMPOTEN") || upper.contains("SEMEL");
    }

    private boolean isNamedSo(String name) {
        return meansRecords(name)
                || meansRecords(
                        resources.properties(name).at("TableName").node().asText());
    }

    private RecordTable table(String name) {
        TemplateProperties table = resources.properties(name);
        String type = resources.type(name);
        boolean simple = type.equals("AWS::Serverless::SimpleTable");
        boolean global = type.equals("AWS::DynamoDB::GlobalTable");
        TemplateProperties replica =
                global ? table.at("Replicas").elements().stream().findFirst().orElse(table) : table;
        Setting<String> key = simple ? table.at("PrimaryKey", "Name").text("id") : key(table);
        Setting<Boolean> replicated = table.at("Replicas").isUnclear()
                ? table.at("Replicas").unclear()
                : Setting.of(global
                        && table.at("Replicas").elements().size() > 1
                        && !table.at("MultiRegionConsistency").node().asText().equals("STRONG"));
        return new RecordTable(
                name,
                key,
                simple
                        ? table.at("PrimaryKey", "Type").text("String").map(t -> t.substring(0, 1))
                        : keyType(table, key),
                ttl(table),
                replica.at("PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled")
                        .truth(false),
                replica.at("DeletionProtectionEnabled").truth(false),
                kept(name),
                global || scales(name)
                        ? Setting.of(true)
                        : table.at("BillingMode")
                                .text(simple ? "PAY_PER_REQUEST" : "PROVISIONED")
                                .map(mode -> mode.equals("PAY_PER_REQUEST")),
                replicated);
    }

    private static Setting<String> key(TemplateProperties table) {
        for (TemplateProperties part : table.at("KeySchema").elements()) {
            if (part.at("KeyType").node().asText().equals("HASH")) {
                return part.at("AttributeName").text("");
            }
        }
        return table.at("KeySchema").unclear();
    }

    private static Setting<String> keyType(TemplateProperties table, Setting<String> key) {
        for (TemplateProperties attribute : table.at("AttributeDefinitions").elements()) {
            if (Setting.of(attribute.at("AttributeName").node().asText()).equals(key)) {
                return attribute.at("AttributeType").text("");
            }
        }
        return table.at("AttributeDefinitions").unclear();
    }

    private static Setting<String> ttl(TemplateProperties table) {
        TemplateProperties specification = table.at("TimeToLiveSpecification");
        Setting<String> attribute = specification.at("AttributeName").text("");
        return switch (specification.at("Enabled").truth(false)) {
            case Setting.Known<Boolean> enabled -> enabled.value() ? attribute : Setting.of("");
            case Setting.Unclear<Boolean> unclear -> Setting.unclear(unclear.why());
        };
    }

    private Setting<Boolean> kept(String name) {
        TemplateProperties resource = resources.whole(name);
        String deletion = resource.at("DeletionPolicy").node().asText();
        String replacement = resource.at("UpdateReplacePolicy").node().asText();
        return Setting.of(deletion.startsWith("Retain") && replacement.equals("Retain"));
    }

    private boolean scales(String name) {
        return resources.all("AWS::ApplicationAutoScaling::ScalableTarget").stream()
                .anyMatch(target -> target.reference(Set.of(name)).isPresent());
    }

    // ---- queues ----

    private MessageQueue queue(String name) {
        TemplateProperties queue = resources.properties(name);
        TemplateProperties redrive = queue.at("RedrivePolicy");
        TemplateProperties target = redrive.at("deadLetterTargetArn");
        Setting<String> dead = redrive.isUnclear()
                ? redrive.unclear()
                : target.reference(resources.queues())
                        .map(Setting::of)
                        .orElseGet(() -> target.isGiven() ? elsewhere(target) : Setting.of(""));
        if (dead instanceof Setting.Known<String> known && !known.value().isEmpty()) {
            deadLetters.add(known.value());
        }
        return new MessageQueue(
                name,
                queue.at("VisibilityTimeout").number(30),
                queue.at("MessageRetentionPeriod").number(345_600),
                dead,
                redrive.at("maxReceiveCount").number(0));
    }

    private static Setting<String> elsewhere(TemplateProperties target) {
        JsonNode node = target.node();
        return Setting.of(node.isTextual() ? node.textValue() : String.join(", ", TemplateValues.references(node)));
    }

    private Set<String> watched() {
        Set<String> watched = new LinkedHashSet<>();
        for (TemplateProperties alarm : resources.all("AWS::CloudWatch::Alarm")) {
            for (String name : TemplateValues.references(alarm.node())) {
                if (resources.queues().contains(name)) {
                    watched.add(name);
                }
            }
        }
        return watched;
    }
}
