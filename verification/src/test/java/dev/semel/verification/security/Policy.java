// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** A policy of {@code examples/iam}, read as JSON, which is YAML too. */
record Policy(String name, List<Map<String, Object>> statements) {

    private static final Path FOLDER = Path.of("../examples/iam");

    Policy {
        statements = List.copyOf(statements);
    }

    @SuppressWarnings("unchecked") // the form is checked by the test
    static Policy named(String name) throws IOException {
        Map<String, Object> document = new Yaml().load(Files.readString(FOLDER.resolve(name + ".json")));
        return new Policy(name, (List<Map<String, Object>>) Objects.requireNonNull(document.get("Statement")));
    }

    static List<String> names() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    SortedSet<String> actions(int statement) {
        return new TreeSet<>(
                (List<String>) Objects.requireNonNull(statements.get(statement).get("Action")));
    }
}
