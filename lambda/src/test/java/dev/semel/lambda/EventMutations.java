// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Mutations of a document: each field dropped, null, blank and of other types, one at a time. */
final class EventMutations {

    /** Objects whose members are lists of records, named by the sender. */
    private static final Set<String> LISTS = Set.of("records", "rmqMessagesByQueue", "recordsInfo");

    private final JsonNode root;
    private final List<Mutation> found = new ArrayList<>();

    private EventMutations(JsonNode root) {
        this.root = root;
    }

    /**
     * A mutated document.
     *
     * @param path the field, without array indices, and with {@code *} for the name of a list
     * @param change the change, in words
     */
    record Mutation(String path, String change, String document) {

        @Override
        public String toString() {
            return path + " " + change;
        }
    }

    /** {@return at most {@code most} mutations of a document, drawn by {@code seed}} */
    static List<Mutation> of(String document, int most, long seed) {
        EventMutations mutations = new EventMutations(Json.tree(document));
        mutations.visit(mutations.root, "", "");
        List<Mutation> drawn = new ArrayList<>(mutations.found);
        Collections.shuffle(drawn, new Random(seed));
        return drawn.subList(0, Math.min(most, drawn.size()));
    }

    private void visit(JsonNode container, String path, String name) {
        if (container instanceof ObjectNode object) {
            for (String member : List.copyOf(names(object))) {
                JsonNode original = object.get(member);
                String below = join(path, LISTS.contains(name) ? "*" : member);
                if (!LISTS.contains(name)) { // without a list the batch is a smaller one
                    ObjectNode whole = object.deepCopy();
                    object.remove(member);
                    add(below, "dropped");
                    object.removeAll();
                    object.setAll(whole); // in the order of before
                }
                for (String value : values(original)) {
                    object.set(member, Json.tree(value));
                    add(below, "= " + value);
                }
                object.set(member, original);
                visit(original, below, member);
            }
        } else if (container instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode original = array.get(i);
                for (String value : values(original)) {
                    array.set(i, Json.tree(value));
                    add(path, "[" + i + "] = " + value);
                }
                array.set(i, original);
                visit(original, path, "");
            }
        }
    }

    private void add(String path, String change) {
        found.add(new Mutation(path, change, root.toString()));
    }

    /** {@return null, blank, and values of every other type} */
    private static List<String> values(JsonNode original) {
        List<String> values = new ArrayList<>(List.of("null", "\"\"", "\" \"", "true", "7.5"));
        if (!original.isObject()) {
            values.add("{}");
        }
        if (!original.isArray()) {
            values.add("[]");
        }
        values.remove(original.toString());
        return values;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
