// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Document of YAML or JSON as a tree. The short forms of CloudFormation's functions, such as {@code !Ref}, become their
 * long forms. No Java type is ever made of a tag.
 */
final class YamlDocument {

    private static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 100;

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private int nodes;
    private int depth;

    private YamlDocument() {}

    /**
     * Reads a document.
     *
     * @throws TemplateException if it is none; the message names the line
     */
    static JsonNode parse(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return root == null ? JsonNodeFactory.instance.objectNode() : new YamlDocument().tree(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw TemplateException.of("line " + line + " is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw TemplateException.of(
                    "no YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
        }
    }

    private JsonNode tree(Node node) {
        if (++nodes > MAX_NODES) { // aliases repeat their anchors
            throw TemplateException.of("the template has more than " + MAX_NODES + " parts");
        }
        if (++depth > MAX_DEPTH) {
            throw TemplateException.of(
                    "the template is nested more than " + MAX_DEPTH + " levels deep, or a part of it contains itself");
        }
        String tag = node.getTag().getValue();
        JsonNode value = switch (node.getNodeId()) {
            case mapping -> mapping((MappingNode) node);
            case sequence -> sequence(((SequenceNode) node).getValue());
            case scalar, anchor -> scalar((ScalarNode) node);
        };
        depth--;
        return tag.startsWith("!") && tag.length() > 1 ? function(tag.substring(1), value) : value;
    }

    private ObjectNode mapping(MappingNode node) {
        ObjectNode object = json.objectNode();
        for (NodeTuple pair : node.getValue()) {
            String key = tree(pair.getKeyNode()).asText();
            if (object.has(key)) {
                throw TemplateException.of(
                        "line " + (pair.getKeyNode().getStartMark().getLine() + 1) + " repeats the key " + key);
            }
            object.set(key, tree(pair.getValueNode()));
        }
        return object;
    }

    private ArrayNode sequence(List<Node> members) {
        ArrayNode array = json.arrayNode();
        members.forEach(member -> array.add(tree(member)));
        return array;
    }

    private JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.NULL)) {
            return json.nullNode();
        }
        if (tag.equals(Tag.INT) && text.matches("-?(0|[1-9]\\d*)")) {
            return json.numberNode(new BigInteger(text));
        }
        if (tag.equals(Tag.FLOAT) && text.matches("-?\\d+\\.\\d+")) {
            return json.numberNode(new BigDecimal(text));
        }
        return json.textNode(text);
    }

    private JsonNode function(String name, JsonNode argument) {
        ObjectNode object = json.objectNode();
        if (name.equals("Ref") || name.equals("Condition")) {
            return object.set(name, argument);
        }
        if (name.equals("GetAtt") && argument.isTextual()) {
            String text = argument.asText();
            int dot = text.indexOf('.');
            ArrayNode parts = json.arrayNode().add(dot < 0 ? text : text.substring(0, dot));
            return object.set("Fn::GetAtt", parts.add(dot < 0 ? "" : text.substring(dot + 1)));
        }
        return object.set("Fn::" + name, argument);
    }
}
