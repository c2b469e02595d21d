// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The writes of batches as PartiQL statements, translated word for word from the conditional updates of single calls,
 * so that each rule has one text. PartiQL has no {@code if_not_exists} ("PartiQL update statements for DynamoDB" of the
 * developer guide), so updates that need it are not for batches; {@code IS MISSING}, {@code OR} and {@code +} are among
 * its "arithmetic, comparison, and logical operators". An update of an absent item fails its condition.
 */
final class PartiQlTexts {

    private static final Pattern TOKEN =
            Pattern.compile("attribute_(not_)?exists\\((#[a-z_0-9]+)\\)|(#[a-z_0-9]+)|(:[a-z_0-9]+)");

    private final String table;
    private final Attributes attributes;
    private final Map<Statement, Template> templates = new ConcurrentHashMap<>();

    PartiQlTexts(String table, Attributes attributes) {
        this.table = identifier(table);
        this.attributes = attributes;
    }

    /** S1: stores an item if there is none. */
    PartiQl insert(Map<String, AttributeValue> item) {
        List<String> members = new ArrayList<>(item.size());
        List<AttributeValue> parameters = new ArrayList<>(item.size());
        item.forEach((name, value) -> {
            members.add("'" + name.replace("'", "''") + "': ?");
            parameters.add(value);
        });
        return new PartiQl("INSERT INTO " + table + " VALUE {" + String.join(", ", members) + "}", parameters);
    }

    /**
     * {@return an update that changes nothing whatever is stored: no item has this id} It shows whether the role may
     * update at all.
     *
     * @param recordId the record id beside which no item is, so that a policy for a tenant's records permits it
     */
    PartiQl futile(String recordId) {
        List<AttributeValue> parameters = new ArrayList<>();
        parameters.add(Values.number(0));
        parameters.addAll(keyValues(recordId + "/none"));
        parameters.add(Values.text("none"));
        return new PartiQl(
                "UPDATE " + table + " SET " + identifier(attributes.name(Attribute.REVISION)) + " = ?" + whereKey()
                        + identifier(attributes.name(Attribute.CLAIM)) + " = ?",
                parameters);
    }

    /** {@return the same conditional update as {@code statement}; its reply contains the item after the update} */
    PartiQl update(String id, Statement statement, Map<String, AttributeValue> values) {
        Template template = templates.computeIfAbsent(statement, this::template);
        List<AttributeValue> parameters = new ArrayList<>();
        template.set().forEach(placeholder -> parameters.add(required(values, placeholder)));
        parameters.addAll(keyValues(id));
        template.where().forEach(placeholder -> parameters.add(required(values, placeholder)));
        return new PartiQl(template.text(), parameters);
    }

    /** {@return the compare-and-swap from {@code seen}, null for no item, to {@code next}} */
    PartiQl swap(String id, @Nullable Map<String, AttributeValue> seen, Map<String, AttributeValue> next) {
        if (seen == null) {
            return insert(next);
        }
        StringBuilder text = new StringBuilder("UPDATE ").append(table);
        List<AttributeValue> parameters = new ArrayList<>();
        next.forEach((name, value) -> {
            if (!value.equals(seen.get(name))) {
                text.append(" SET ").append(identifier(name)).append(" = ?");
                parameters.add(value);
            }
        });
        for (String name : seen.keySet()) {
            if (!next.containsKey(name)) {
                text.append(" REMOVE ").append(identifier(name));
            }
        }
        parameters.addAll(keyValues(id));
        UnchangedCondition unchanged = UnchangedCondition.of(attributes, seen);
        List<String> where = new ArrayList<>();
        text.append(whereKey()).append(translate(unchanged.condition(), unchanged.names(), where));
        where.forEach(placeholder -> parameters.add(required(unchanged.values(), placeholder)));
        return new PartiQl(text.toString(), parameters);
    }

    private Template template(Statement statement) {
        List<String> set = new ArrayList<>();
        List<String> where = new ArrayList<>();
        String text = "UPDATE " + table + assignments(statement, set) + whereKey()
                + translate(statement.condition(), statement.names(), where) + " RETURNING ALL NEW *";
        return new Template(text, set, where);
    }

    /** {@return the assignments, each with its own keyword as PartiQL wants it} */
    private String assignments(Statement statement, List<String> placeholders) {
        if (statement.update().contains("(")) {
            throw new IllegalArgumentException("statement calls a function that PartiQL does not have");
        }
        String[] clauses = statement.update().split(" REMOVE ", -1);
        String set = clauses[0].replace(", ", " SET ");
        String remove = clauses.length == 1 ? "" : " REMOVE " + clauses[1].replace(", ", " REMOVE ");
        return " " + translate(set + remove, statement.names(), placeholders);
    }

    /**
     * {@return the expression with names and {@code ?} instead of placeholders}
     *
     * @param placeholders receives the placeholders of values, in order
     */
    private static String translate(String expression, Map<String, String> names, List<String> placeholders) {
        Matcher matcher = TOKEN.matcher(expression);
        StringBuilder translated = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(translated, Matcher.quoteReplacement(token(matcher, names, placeholders)));
        }
        return matcher.appendTail(translated).toString();
    }

    private static String token(Matcher matcher, Map<String, String> names, List<String> placeholders) {
        String existing = matcher.group(2);
        if (existing != null) {
            return identifier(required(names, existing))
                    + (matcher.group(1) == null ? " IS NOT MISSING" : " IS MISSING");
        }
        String name = matcher.group(3);
        if (name != null) {
            return identifier(required(names, name));
        }
        placeholders.add(matcher.group(4));
        return "?";
    }

    private String whereKey() {
        Attributes.SortKey sortKey = attributes.sortKey();
        String sort = sortKey == null ? "" : " AND " + identifier(sortKey.attribute()) + " = ?";
        return " WHERE " + identifier(attributes.name(Attribute.ID)) + " = ?" + sort + " AND ";
    }

    private List<AttributeValue> keyValues(String id) {
        Attributes.SortKey sortKey = attributes.sortKey();
        return sortKey == null ? List.of(Values.text(id)) : List.of(Values.text(id), Values.text(sortKey.value()));
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static <V> V required(Map<String, V> map, String placeholder) {
        V value = map.get(placeholder);
        if (value == null) {
            throw new IllegalStateException("Every placeholder stands for something, " + placeholder + " does not");
        }
        return value;
    }

    /**
     * A translated update.
     *
     * @param text the statement
     * @param set the placeholders of the values before the key's
     * @param where the placeholders of the values after the key's
     */
    private record Template(String text, List<String> set, List<String> where) {}
}
