// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The writes of batches as PartiQL statements, translated word for word from the conditional updates of single calls,
 * so that each rule has one text. PartiQL has no {@code if_not_exists} ("PartiQL update statements for DynamoDB" of the
 * developer guide), so updates that need it are not for batches; {@code IS MISSING}, {@code OR} and {@code +} are among
 * its "arithmetic, comparison, and logical operators". An update of an absent item fails its condition.
 *
 * <p>The statements that each fresh message needs contain their {@link Literals}, because each parameter adds its type
 * and quotes to the request.
 */
final class PartiQlTexts {

    private static final Pattern TOKEN =
            Pattern.compile("attribute_(not_)?exists\\((#[a-z_0-9]+)\\)|(#[a-z_0-9]+)|(:[a-z_0-9]+)");

    private final String table;
    private final Attributes attributes;
    private final Map<Statement, Template> templates = new ConcurrentHashMap<>();

    // The statements of a batch have one text, as a rule: the last one is kept, so that it is not made for each item.
    private volatile @Nullable InsertText lastInsert;
    private volatile @Nullable SwapText lastSwap;

    PartiQlTexts(String table, Attributes attributes) {
        this.table = identifier(table);
        this.attributes = attributes;
    }

    /** S1: stores an item if there is none. */
    PartiQl insert(Map<String, AttributeValue> item) {
        InsertText last = lastInsert;
        if (last == null || !last.isFor(item)) {
            last = insertText(item);
            lastInsert = last;
        }
        return new PartiQl(last.text(), parameters(last.parameters(), item));
    }

    private InsertText insertText(Map<String, AttributeValue> item) {
        Literals literals = Literals.among(item);
        String text = item.keySet().stream()
                .map(name -> "'" + name.replace("'", "''") + "':" + literals.textOf(name))
                .collect(Collectors.joining(",", "INSERT INTO " + table + " VALUE {", "}"));
        List<String> names = List.copyOf(item.keySet());
        return new InsertText(names, literals, literals.others(names), text);
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
        Map<String, AttributeValue> set = new LinkedHashMap<>();
        next.forEach((name, value) -> {
            if (!value.equals(seen.get(name))) {
                set.put(name, value);
            }
        });
        List<String> removed =
                seen.keySet().stream().filter(name -> !next.containsKey(name)).toList();
        return swap(id, set, removed, UnchangedCondition.of(attributes, seen));
    }

    /**
     * {@return the update of an item that meets a condition}
     *
     * @param set the attributes that it sets
     * @param removed the names of those that it removes
     */
    PartiQl swap(String id, Map<String, AttributeValue> set, List<String> removed, UnchangedCondition unchanged) {
        SwapText last = lastSwap;
        if (last == null || !last.isFor(set, removed, unchanged)) {
            last = swapText(set, removed, unchanged);
            lastSwap = last;
        }
        List<AttributeValue> parameters = parameters(last.parameters(), set);
        parameters.addAll(keyValues(id));
        parameters.addAll(parameters(last.where(), unchanged.values()));
        return new PartiQl(last.text(), parameters);
    }

    private SwapText swapText(Map<String, AttributeValue> set, List<String> removed, UnchangedCondition unchanged) {
        Literals literals = Literals.among(set);
        Literals seen = Literals.among(unchanged.values());
        StringBuilder text = new StringBuilder("UPDATE ").append(table);
        set.keySet()
                .forEach(name -> text.append(" SET ")
                        .append(identifier(name))
                        .append('=')
                        .append(literals.textOf(name)));
        removed.forEach(name -> text.append(" REMOVE ").append(identifier(name)));
        List<String> where = new ArrayList<>();
        String condition = unchanged.condition().replace(" = ", "=");
        text.append(whereKey()).append(translate(condition, unchanged.names(), seen, where));
        List<String> names = List.copyOf(set.keySet());
        return new SwapText(names, literals, literals.others(names), removed, unchanged, seen, where, text.toString());
    }

    private Template template(Statement statement) {
        List<String> set = new ArrayList<>();
        List<String> where = new ArrayList<>();
        String text = "UPDATE " + table + assignments(statement, set) + whereKey()
                + translate(statement.condition(), statement.names(), Literals.NONE, where) + " RETURNING ALL NEW *";
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
        return " " + translate(set + remove, statement.names(), Literals.NONE, placeholders);
    }

    /**
     * {@return the expression with names, literals and {@code ?} instead of placeholders}
     *
     * @param placeholders receives the placeholders of the values for {@code ?}, in order
     */
    private static String translate(
            String expression, Map<String, String> names, Literals literals, List<String> placeholders) {
        Matcher matcher = TOKEN.matcher(expression);
        StringBuilder translated = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(
                    translated, Matcher.quoteReplacement(token(matcher, names, literals, placeholders)));
        }
        return matcher.appendTail(translated).toString();
    }

    private static String token(
            Matcher matcher, Map<String, String> names, Literals literals, List<String> placeholders) {
        String existing = matcher.group(2);
        if (existing != null) {
            return identifier(required(names, existing))
                    + (matcher.group(1) == null ? " IS NOT MISSING" : " IS MISSING");
        }
        String name = matcher.group(3);
        if (name != null) {
            return identifier(required(names, name));
        }
        String placeholder = matcher.group(4);
        if (!literals.have(placeholder)) {
            placeholders.add(placeholder);
        }
        return literals.textOf(placeholder);
    }

    private String whereKey() {
        Attributes.SortKey sortKey = attributes.sortKey();
        String sort = sortKey == null ? "" : " AND " + identifier(sortKey.attribute()) + "=?";
        return " WHERE " + identifier(attributes.name(Attribute.ID)) + "=?" + sort + " AND ";
    }

    private List<AttributeValue> keyValues(String id) {
        Attributes.SortKey sortKey = attributes.sortKey();
        return sortKey == null ? List.of(Values.text(id)) : List.of(Values.text(id), Values.text(sortKey.value()));
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static List<AttributeValue> parameters(List<String> of, Map<String, AttributeValue> values) {
        List<AttributeValue> parameters = new ArrayList<>(of.size() + 4);
        of.forEach(name -> parameters.add(required(values, name)));
        return parameters;
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

    /**
     * The text of an insert.
     *
     * @param names the names of the attributes, in order
     * @param literals the values that the text contains
     * @param parameters the names whose values are parameters, in order
     * @param text the statement
     */
    private record InsertText(List<String> names, Literals literals, List<String> parameters, String text) {

        boolean isFor(Map<String, AttributeValue> item) {
            return isInOrder(names, item) && literals.areIn(item);
        }
    }

    /**
     * The text of a swap.
     *
     * @param set the names of the attributes that it sets, in order
     * @param literals those of their values that the text contains
     * @param parameters those of the names whose values are parameters, in order
     * @param removed the names that it removes
     * @param unchanged its condition
     * @param seen the values of the condition that the text contains
     * @param where the placeholders of the condition's other values, in order
     * @param text the statement
     */
    private record SwapText(
            List<String> set,
            Literals literals,
            List<String> parameters,
            List<String> removed,
            UnchangedCondition unchanged,
            Literals seen,
            List<String> where,
            String text) {

        boolean isFor(Map<String, AttributeValue> values, List<String> without, UnchangedCondition condition) {
            return isInOrder(set, values)
                    && literals.areIn(values)
                    && removed.equals(without)
                    && unchanged.condition().equals(condition.condition())
                    && unchanged.names().equals(condition.names())
                    && seen.areIn(condition.values());
        }
    }

    private static boolean isInOrder(List<String> names, Map<String, AttributeValue> values) {
        if (names.size() != values.size()) {
            return false;
        }
        int i = 0;
        for (String name : values.keySet()) {
            if (!names.get(i).equals(name)) {
                return false;
            }
            i++;
        }
        return true;
    }
}
