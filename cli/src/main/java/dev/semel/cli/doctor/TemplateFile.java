// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.semel.cli.local.InputFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a template of CloudFormation in YAML or JSON; the short forms of intrinsics become the long ones. */
final class TemplateFile {

    /** AWS CloudFormation quotas: a template in S3 has at most 1 MB; CDK writes its own with comments. */
    private static final int MOST_BYTES = 10_000_000;

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
        String text = InputFile.text(file);
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
            return node == null ? JsonNodeFactory.instance.objectNode() : new TemplateTree().tree(node);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : ": line " + (e.getProblemMark().getLine() + 1);
            throw new IOException(file + " is no YAML" + line, e);
        } catch (YAMLException e) {
            throw new IOException(
                    file + " is no YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }
}
