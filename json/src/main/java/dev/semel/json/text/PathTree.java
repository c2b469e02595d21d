// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.semel.json.JsonException;
import dev.semel.model.PrintableText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several JSON Pointers as one tree of names, so that one pass over the tokens finds all of them and skips the rest.
 * Immutable once built, and then thread-safe.
 */
public final class PathTree {

    private final Map<String, PathTree> children = new LinkedHashMap<>();
    private int component = -1;

    /** {@return the tree of distinct pointers; the index of a pointer is the index of its result} */
    public static PathTree of(List<String> pointers) {
        PathTree root = new PathTree();
        for (int i = 0; i < pointers.size(); i++) {
            PathTree node = root;
            for (String name : namesOf(pointers.get(i))) {
                node = node.children.computeIfAbsent(name, unused -> new PathTree());
            }
            if (node.component >= 0) {
                throw new IllegalArgumentException(
                        "The path " + PrintableText.name(pointers.get(i)) + " is given twice");
            }
            node.component = i;
        }
        return root;
    }

    /** {@return the names of a pointer, split as RFC 6901 defines} */
    private static List<String> namesOf(String pointer) {
        List<String> names = new ArrayList<>();
        if (pointer.isEmpty()) {
            return names; // the whole document
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "A path is a JSON Pointer, which starts with '/', such as /order/id; is '"
                            + PrintableText.name(pointer) + "'");
        }
        for (String name : pointer.substring(1).split("/", -1)) {
            if (name.replace("~0", "").replace("~1", "").contains("~")) {
                throw new IllegalArgumentException("In a JSON Pointer '~' is written ~0, and '/' in a name ~1; is '"
                        + PrintableText.name(pointer) + "'");
            }
            names.add(name.replace("~1", "/").replace("~0", "~"));
        }
        return names;
    }

    /** Reads the value at the parser's token and stores the results of the paths below this one. */
    public void read(JsonParser parser, @Nullable Found[] found) throws IOException {
        if (component >= 0) {
            found[component] = Found.at(parser);
        }
        if (children.isEmpty()) {
            parser.skipChildren();
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            readMembers(parser, found);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            readElements(parser, found);
        }
    }

    /** Reads a value and stores the results of the paths below this one. */
    public void read(JsonTree value, @Nullable Found[] found) {
        if (component >= 0) {
            found[component] = Found.at(value);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.elements().size(); i++) {
                next(children.get(Integer.toString(i)), value.at(i), found);
            }
        } else {
            children.forEach((name, child) -> next(child, value.at(name), found));
        }
    }

    private static void next(@Nullable PathTree child, JsonTree value, @Nullable Found[] found) {
        if (child != null && !value.isMissing()) {
            child.read(value, found);
        }
    }

    private void readMembers(JsonParser parser, @Nullable Found[] found) throws IOException {
        Set<String> seen = new LinkedHashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            PathTree child = children.get(name);
            if (child != null && !seen.add(name)) {
                throw JsonException.refused(
                        "No key: on the way to it an object has two members of the same name, which one counts is"
                                + " undefined");
            }
            parser.nextToken();
            next(child, parser, found);
        }
    }

    private void readElements(JsonParser parser, @Nullable Found[] found) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            next(children.get(Integer.toString(i)), parser, found);
        }
    }

    private static void next(@Nullable PathTree child, JsonParser parser, @Nullable Found[] found) throws IOException {
        if (child == null) {
            parser.skipChildren();
        } else {
            child.read(parser, found);
        }
    }

    /** The value at a path. */
    public sealed interface Found {

        /** A scalar that is neither null nor an empty string. */
        record Component(String canonical) implements Found {}

        /** A value that cannot be part of a key. */
        record Unfit(String what) implements Found {}

        private static Found at(JsonParser parser) throws IOException {
            return switch (parser.currentToken()) {
                case START_OBJECT -> new Unfit("an object");
                case START_ARRAY -> new Unfit("an array");
                case VALUE_NULL -> new Unfit("null");
                case VALUE_STRING -> parser.getText().isEmpty() ? new Unfit("an empty string") : component(parser);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> component(parser);
                case VALUE_EMBEDDED_OBJECT -> new Unfit("a Java object");
                case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE ->
                    throw JsonException.refused("A parser gave " + parser.currentToken() + " for a value");
            };
        }

        private static Found at(JsonTree value) {
            if (value.isObject()) {
                return new Unfit("an object");
            }
            if (value.isArray()) {
                return new Unfit("an array");
            }
            if (value.isNull()) {
                return new Unfit("null");
            }
            String text = value.text();
            return text != null && text.isEmpty() ? new Unfit("an empty string") : new Component(value.canonical());
        }

        private static Component component(JsonParser parser) throws IOException {
            CanonicalWriter out = new CanonicalWriter();
            JsonText.copy(parser, out);
            return new Component(new String(out.toBytes(), StandardCharsets.UTF_8));
        }
    }
}
