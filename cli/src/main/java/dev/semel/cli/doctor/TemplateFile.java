// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a template of CloudFormation in YAML or JSON; the short forms of intrinsics become the long ones. */
final class TemplateFile {

    /** AWS CloudFormation quotas: a template in S3 has at most 1 MB; CDK writes its own with comments. */
    private static final int MOST_BYTES = 10_000_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TemplateFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is no template; the message is one line for the user
     */
    static JsonNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
        }
        String text = Files.readString(file);
        JsonNode template = text.stripLeading().startsWith("{") ? json(file, text) : yaml(file, text);
        if (!template.path("Resources").isObject()) {
            throw new IOException(file + " is no template of CloudFormation: it has no Resources");
        }
        return template;
    }

    private static JsonNode json(Path file, String text) throws IOException {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON: line " + e.getLocation().getLineNr(), e);
        }
    }

    private static JsonNode yaml(Path file, String text) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        try {
            Node node = new Yaml(options).compose(new StringReader(text));
            return node == null ? JSON.objectNode() : tree(node);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : ": line " + (e.getProblemMark().getLine() + 1);
            throw new IOException(file + " is no YAML" + line, e);
        }
    }

    private static JsonNode tree(Node node) {
        JsonNode value = switch (node) {
            case MappingNode mapping -> object(mapping);
            case SequenceNode sequence -> array(sequence.getValue());
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalStateException("YAML has no node " + node.getNodeId());
        };
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? intrinsic(tag.substring(1), value) : value;
    }

    private static ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                object.set(key.getValue(), tree(entry.getValueNode()));
            }
        }
        return object;
    }

    private static ArrayNode array(List<Node> values) {
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
