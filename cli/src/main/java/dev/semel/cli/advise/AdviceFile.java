// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.advise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.cli.local.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the functions that {@code semel advise} is asked about. */
final class AdviceFile {

    private static final Set<String> MEMBERS = Set.of("events", "duplicates", "result", "harm", "effects");
    private static final double USUAL_SHARE = 0.01;
    private static final int USUAL_RESULT = 200;

    private AdviceFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or has another form; the message is one line for the user
     * @throws IllegalArgumentException if a value is out of its range
     */
    static List<AdvisedFunction> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file");
        }
        String text = InputFile.text(file);
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0); // one could contain itself
        JsonNode tree;
        try {
            Object content = new Yaml(new SafeConstructor(options)).load(text);
            tree = new JsonMapper().valueToTree(content);
        } catch (YAMLException e) {
            throw new IOException(
                    file + " is no YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
        JsonNode functions = tree == null ? new JsonMapper().createObjectNode() : tree.path("functions");
        if (!functions.isObject() || functions.isEmpty()) {
            throw new IOException(file + " names no functions: it needs 'functions:' with a name for each");
        }
        List<AdvisedFunction> read = new ArrayList<>();
        functions.properties().forEach(entry -> read.add(function(entry.getKey(), entry.getValue())));
        return read;
    }

    private static AdvisedFunction function(String name, JsonNode node) {
        node.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException("function '" + name + "' has an unknown member '" + member + "'");
            }
        });
        JsonNode events = node.path("events");
        if (!events.isIntegralNumber() || !events.canConvertToLong()) {
            throw new IllegalArgumentException("function '" + name + "' needs 'events': a whole number a month");
        }
        return new AdvisedFunction(
                name,
                events.longValue(),
                number(name, node, "duplicates", USUAL_SHARE),
                (int) number(name, node, "result", USUAL_RESULT),
                number(name, node, "harm", 0),
                effects(name, node.path("effects")));
    }

    private static double number(String name, JsonNode node, String member, double usual) {
        JsonNode value = node.path(member);
        if (!value.isMissingNode() && !value.isNumber()) {
            throw new IllegalArgumentException("function '" + name + "': " + member + " must be a number");
        }
        return value.asDouble(usual);
    }

    private static List<EffectKind> effects(String name, JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("function '" + name + "' needs 'effects': a list, which may be empty");
        }
        List<EffectKind> effects = new ArrayList<>();
        for (JsonNode effect : node) {
            effects.add(Arrays.stream(EffectKind.values())
                    .filter(kind -> text(kind).equals(effect.asText()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("function '" + name + "' has an unknown effect '"
                            + effect.asText() + "'; there are "
                            + Arrays.stream(EffectKind.values())
                                    .map(AdviceFile::text)
                                    .collect(Collectors.joining(", ")))));
        }
        return effects;
    }

    private static String text(EffectKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
