// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests in the source tree: every source that runs as a test, and the contracts of stores.
 *
 * @param methods the methods of each class, by its simple name
 */
record Sources(Map<String, Set<String>> methods) {

    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");
    private static final String ELLIPSIS = "…";

    static Sources under(Path root) throws IOException {
        Map<String, Set<String>> methods = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Sources::isTest).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                Set<String> own =
                        methods.computeIfAbsent(name, first -> new HashSet<>()); // names recur in other modules
                METHOD.matcher(Files.readString(file)).results().forEach(found -> own.add(found.group(1)));
            }
        }
        return new Sources(Map.copyOf(methods));
    }

    private static boolean isTest(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java")
                && (path.contains("/src/test/java/") || path.contains("/store-contract/src/main/java/"));
    }

    /** Returns whether there is such a test: a class, a method, or both; an ellipsis stands for a part of a method. */
    boolean have(String name) {
        int dot = name.indexOf('.');
        if (dot >= 0) {
            Set<String> own = methods.get(name.substring(0, dot));
            return own != null && anyFits(own, name.substring(dot + 1));
        }
        return methods.containsKey(name) || methods.values().stream().anyMatch(all -> anyFits(all, name));
    }

    private static boolean anyFits(Set<String> all, String name) {
        String regex = Stream.of(name.split(ELLIPSIS, -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + "\\w*" + b)
                .orElseThrow();
        return all.stream().anyMatch(method -> method.matches(regex));
    }
}
