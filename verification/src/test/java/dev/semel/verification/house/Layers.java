// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who may import whom, below one root package: {@code dev.semel}, or that of the samples which break the rules.
 *
 * <p>A part is named by its package below the root, {@code ""} being the root package alone. A new module needs a row
 * here: a class in no row breaks {@link #everyClassHasAPlace()}.
 */
record Layers(String root) {
    private static final List<String> CORE = List.of("", "store", "model");

    private static final Map<String, List<String>> ALLOWED = allowed();

    private static Map<String, List<String>> allowed() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("model", List.of());
        rows.put("store", List.of("model"));
        rows.put("", List.of("store", "model"));
        rows.put("json", CORE);
        rows.put("dynamodb", CORE);
        rows.put("testkit", CORE);
        rows.put("lambda", join(CORE, "json"));
        rows.put("lab", join(CORE, "testkit", "lambda"));
        rows.put("examples", join(CORE, "json", "lambda", "dynamodb"));
        rows.put("cli", join(CORE, "json", "lambda", "dynamodb", "testkit", "lab", "examples"));
        rows.put("benchmarks", join(CORE, "json", "lambda", "dynamodb", "testkit", "lab"));
        return rows;
    }

    private static List<String> join(List<String> parts, String... more) {
        return Stream.concat(parts.stream(), Stream.of(more)).toList();
    }

    List<String> parts() {
        return List.copyOf(ALLOWED.keySet());
    }

    /** Returns the rule of one part: of our own packages it sees itself and its row only. */
    ArchRule rule(String part) {
        String[] visible = Stream.concat(Stream.of(part), ALLOWED.getOrDefault(part, List.of()).stream())
                .map(this::pattern)
                .toArray(String[]::new);
        return classes()
                .that(resideInAPackage(pattern(part)))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(root + "..").or(resideInAnyPackage(visible)))
                .as("layer '" + part + "' sees only " + List.of(visible));
    }

    ArchRule everyClassHasAPlace() {
        String[] known = parts().stream().map(this::pattern).toArray(String[]::new);
        return classes().should().resideInAnyPackage(known).as("every class is in a part that has a row in Layers");
    }

    String pattern(String part) {
        return part.isEmpty() ? root : root + "." + part + "..";
    }
}
