// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The tree of a YAML template: its nodes with their tags, in JSON. For one document; confined to one thread. */
final class TemplateTree {

    private static final int MAX_NODES = 1_000_000;
    private static final int MAX_DEPTH = 100;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private int nodes;
    private int depth;

    /**
     * {@return the tree of a node}
     *
     * @throws IllegalArgumentException if it is too large or too deep; the message is one line for the user
     */
    JsonNode tree(Node node) {
        if (++nodes > MAX_NODES || ++depth > MAX_DEPTH) { // aliases repeat their anchors
            throw new IllegalArgumentException("the template has more than " + MAX_NODES
                    + " parts, is nested more than " + MAX_DEPTH + " levels deep, or a part of it contains itself");
        }
        JsonNode value = switch (node) {
            case MappingNode mapping -> object(mapping);
            case SequenceNode sequence -> array(sequence.getValue());
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalStateException("YAML has no node " + node.getNodeId());
        };
        depth--;
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? intrinsic(tag.substring(1), value) : value;
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                object.set(key.getValue(), tree(entry.getValueNode()));
            }
        }
        return object;
    }

    private ArrayNode array(List<Node> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> array.add(tree(value)));
        return array;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT) && text.matches("[+-]?\\d{1,18}")) {
            return JSON.numberNode(Long.parseLong(text));
        }
        return tag.equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(text);
    }

    private static JsonNode intrinsic(String name, JsonNode value) {
        String fullName = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        boolean isPath =
                name.equals("GetAtt") && value.isTextual() && value.textValue().contains(".");
        if (!isPath) {
            return JSON.objectNode().set(fullName, value);
        }
        int dot = value.textValue().indexOf('.');
        ArrayNode parts = JSON.arrayNode()
                .add(value.textValue().substring(0, dot))
                .add(value.textValue().substring(dot + 1));
        return JSON.objectNode().set(fullName, parts);
    }
}
