// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The import rules below one root package: {@code dev.semel}, or that of the samples which break the rules.
 *
 * <p>A part is named by its package below the root, with the packages below it that are no part of their own. The root
 * package is two parts: {@link #FACE}, the values that users and the engine share, and {@link #ENTRY}, the few types at
 * which a call enters; so that the engine never sees what stands on top of it. The prover's package is divided in the
 * same way. A new module needs a row here: a class in no row breaks {@link #everyClassHasAPlace()}.
 */
record Layers(String root) {

    /** The part of the root package's values. */
    static final String FACE = "";

    /** The part of the root package's entry points. */
    static final String ENTRY = "(entry points)";

    /** The part of the values of the prover's package. */
    private static final String PROVER = "prover";

    /** The part of the prover's package in which a proof is declared and starts, and a handler enters its world. */
    static final String PROOF = "prover (entry points)";

    /** The types that are the entry points of a part. */
    private static final Map<String, Set<String>> ENTRY_POINTS = Map.of(
            FACE,
            Set.of(
                    "Idempotency",
                    "IdempotencyBuilder",
                    "Operation",
                    "OperationBuilder",
                    "OperationTemplate",
                    "TransactionalOperation"),
            PROVER,
            Set.of(
                    "AwsDocuments",
                    "DeclaredRules",
                    "EffectPoint",
                    "HandlerInWorld",
                    "HttpReceiver",
                    "Prover",
                    "ProverBuilder",
                    "SeveralFunctions",
                    "World"));

    private static final List<String> API = List.of(ENTRY, FACE, "step", "event", "codec", "store", "model");

    private static final Map<String, List<String>> ALLOWED = allowed();

    private static Map<String, List<String>> allowed() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("model", List.of());
        rows.put("store", List.of("model"));
        rows.put("codec", List.of("model"));
        rows.put("step", List.of("model"));
        rows.put("event", List.of("store", "model"));
        rows.put(FACE, List.of("step", "event", "codec", "store", "model"));
        rows.put("engine", List.of(FACE, "step", "event", "codec", "store", "model"));
        rows.put("engine.batch", List.of("engine", FACE, "step", "event", "codec", "store", "model"));
        rows.put(ENTRY, List.of("engine", "engine.batch", FACE, "step", "event", "codec", "store", "model"));
        rows.put("fence", List.of());
        rows.put("encryption", API);
        rows.put("operate", List.of(FACE, "step", "event", "codec", "store", "model"));
        rows.put("console", List.of("operate", FACE, "store", "model"));
        rows.put("json.text", join(API, "json"));
        rows.put("json.type", join(API, "json.text", "json"));
        rows.put("json", join(API, "json.text", "json.type"));
        rows.put("jackson", join(API, "json", "json.text", "json.type"));
        rows.put("dynamodb", API);
        rows.put("jdbc", API);
        rows.put("redis", API);
        rows.put("testkit", API);
        rows.put("contract", join(API, "testkit"));
        rows.put("lambda", join(API, "json", "json.text"));
        rows.put("lambda.http", join(API, "json", "json.text", "lambda"));
        rows.put("prover.text", List.of());
        rows.put("prover.event", List.of("model"));
        rows.put("prover.escape", List.of());
        rows.put(PROVER, List.of("model", "prover.text"));
        List<String> below = List.of("model", PROVER, "prover.text");
        rows.put("prover.delivery", below);
        rows.put("prover.world", join(below, FACE, "store", "testkit"));
        rows.put("prover.history", join(below, "store", "testkit", "prover.escape", "prover.delivery", "prover.world"));
        rows.put("prover.check", join(below, "prover.delivery", "prover.world", "prover.history"));
        List<String> rooms =
                List.of("prover.escape", "prover.delivery", "prover.world", "prover.history", "prover.check");
        rows.put("prover.search", join(join(below, "testkit"), rooms));
        rows.put(
                PROOF,
                join(join(API, "testkit", "lambda", "lambda.http", PROVER, "prover.text", "prover.search"), rooms));
        rows.put("platform", join(API, "lambda", "lambda.http", PROVER, PROOF));
        rows.put("examples", join(API, "json", "lambda", "lambda.http", "dynamodb", "jdbc"));
        rows.put("examples.reference", join(API, "json", "lambda", "lambda.http", "dynamodb", "operate"));
        rows.put("examples.reference.local", join(API, "dynamodb", "operate", "platform", "examples.reference"));
        rows.put(
                "cli",
                join(
                        API,
                        "json",
                        "jackson",
                        "lambda",
                        "lambda.http",
                        "dynamodb",
                        "jdbc",
                        "testkit",
                        PROVER,
                        PROOF,
                        "prover.event",
                        "platform",
                        "operate",
                        "console",
                        "encryption",
                        "redis",
                        "examples"));
        rows.put(
                "benchmarks",
                join(
                        API,
                        "json",
                        "jackson",
                        "lambda",
                        "lambda.http",
                        "dynamodb",
                        "jdbc",
                        "redis",
                        "operate",
                        "testkit",
                        PROVER,
                        PROOF,
                        "platform"));
        return rows;
    }

    private static List<String> join(List<String> parts, String... more) {
        return join(parts, List.of(more));
    }

    private static List<String> join(List<String> parts, List<String> more) {
        return Stream.concat(parts.stream(), more.stream()).toList();
    }

    List<String> parts() {
        return List.copyOf(ALLOWED.keySet());
    }

    /** Returns the rule of one part: of our own packages it sees itself and its row only. */
    ArchRule rule(String part) {
        List<String> visible = join(ALLOWED.getOrDefault(part, List.of()), part);
        return classes()
                .that(in(List.of(part)))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(ours()).or(in(visible)))
                .as("layer '" + part + "' sees only " + visible);
    }

    ArchRule everyClassHasAPlace() {
        return classes().should(new InPart(this)).as("every class is in a part that has a row in Layers");
    }

    /** Returns the part of a class: its package's, or that of the nearest package above. */
    String partOf(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(root)) {
            return isEntryPoint(FACE, type) ? ENTRY : FACE;
        }
        for (String part = name.substring(root.length() + 1); !part.isEmpty(); part = parent(part)) {
            if (ALLOWED.containsKey(part)) {
                return isEntryPoint(part, type) ? PROOF : part;
            }
        }
        return "(none)";
    }

    private static boolean isEntryPoint(String part, JavaClass type) {
        return ENTRY_POINTS
                .getOrDefault(part, Set.of())
                .contains(outermost(type).getSimpleName());
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private static String parent(String part) {
        int dot = part.lastIndexOf('.');
        return dot < 0 ? "" : part.substring(0, dot);
    }

    private DescribedPredicate<JavaClass> ours() {
        return DescribedPredicate.describe(
                "below " + root,
                type -> type.getPackageName().equals(root)
                        || type.getPackageName().startsWith(root + "."));
    }

    private DescribedPredicate<JavaClass> in(List<String> parts) {
        return DescribedPredicate.describe(
                "in " + parts,
                type -> ours().test(type.getBaseComponentType())
                        && parts.contains(partOf(type.getBaseComponentType())));
    }
}
