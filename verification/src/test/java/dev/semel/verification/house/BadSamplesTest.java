// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each house rule is seen to fail on a sample that breaks it, and names the culprit. */
class BadSamplesTest {
    private static final String ROOT = "dev.semel.verification.samples";
    private static final Layers LAYERS = new Layers(ROOT);
    private static final Habits HABITS = new Habits(ROOT);
    private static final JavaClasses SAMPLES = new ClassFileImporter().importPackages(ROOT);

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(LAYERS.rule("model"), "model.ImportsStore"),
                Arguments.of(LAYERS.rule("store"), "store.ImportsRoot"),
                Arguments.of(LAYERS.rule(Layers.FACE), "ImportsDynamoDb"),
                Arguments.of(LAYERS.rule(Layers.FACE), "ImportsEngine"),
                Arguments.of(LAYERS.rule("engine"), "engine.ImportsEntryPoint"),
                Arguments.of(LAYERS.rule("json"), "json.JsonImportsLambda"),
                Arguments.of(LAYERS.rule("dynamodb"), "dynamodb.DynamoDbImportsLambda"),
                Arguments.of(LAYERS.rule("testkit"), "testkit.TestkitImportsLambda"),
                Arguments.of(LAYERS.rule("lambda"), "lambda.LambdaImportsDynamoDb"),
                Arguments.of(LAYERS.rule("prover"), "prover.ProverImportsDynamoDb"),
                Arguments.of(LAYERS.rule("prover"), "prover.ValueImportsBuilder"),
                Arguments.of(LAYERS.rule("prover.world"), "prover.world.WorldImportsHistory"),
                Arguments.of(LAYERS.rule("examples"), "examples.ImportsCli"),
                Arguments.of(LAYERS.everyClassHasAPlace(), "stray.HasNoRow"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.count>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.COUNTER>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.TABLE>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.MAP>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.QUEUE>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.LOCK>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.RANDOM>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.TEXT>"),
                Arguments.of(HABITS.noMutableStatics(), "MutableStatic.DATE>"),
                Arguments.of(HABITS.noStaticsBuiltMutable(), "BuildsMutableStatic$Plain.<clinit>"),
                Arguments.of(HABITS.noStaticsBuiltMutable(), "BuildsMutableStatic$Wrapped.<clinit>"),
                Arguments.of(HABITS.noStaticsBuiltMutable(), "BuildsMutableStatic$Anonymous.<clinit>"),
                Arguments.of(HABITS.noStaticsBuiltMutable(), "BuildsMutableStatic$Factory.<clinit>"),
                Arguments.of(HABITS.noStaticsBuiltMutable(), "BuildsMutableStatic$Count.<clinit>"),
                Arguments.of(HABITS.noStaticsBuiltMutable(), "BuildsMutableStatic$Choice.<clinit>"),
                Arguments.of(HABITS.noThreadLocals(), "UsesThreadLocal"),
                Arguments.of(HABITS.noHidingPlaces(), "util.Hidden"),
                Arguments.of(HABITS.clocksAreGiven(), "ReadsClock.now"),
                Arguments.of(HABITS.clocksAreGiven(), "ReadsClock.millis"),
                Arguments.of(HABITS.clocksAreGiven(), "ReadsClock.reference"),
                Arguments.of(HABITS.clocksAreGiven(), "ReadsClock.date()"),
                Arguments.of(HABITS.clocksAreGiven(), "ReadsClock.dates()"),
                Arguments.of(HABITS.onlyWaitingSleeps(), "Sleeps.sleep()"),
                Arguments.of(HABITS.onlyWaitingSleeps(), "Sleeps.unit()"),
                Arguments.of(HABITS.onlyWaitingSleeps(), "Sleeps.park()"),
                Arguments.of(HABITS.onlyWaitingSleeps(), "Sleeps.parkNanos()"),
                Arguments.of(HABITS.noReflectionInCore(), "Reflects.call"),
                Arguments.of(HABITS.noReflectionInCore(), "Reflects.find"),
                Arguments.of(HABITS.onlyProgramsReadTheEnvironment(), "ReadsEnvironment"),
                Arguments.of(HABITS.recordsAreValues(), "HoldsCollaborators$Itself.clock"),
                Arguments.of(HABITS.recordsAreValues(), "HoldsCollaborators$Within.service"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isCaught(ArchRule rule, String culprit) {
        EvaluationResult result = rule.evaluate(SAMPLES);

        assertThat(result.getFailureReport().toString()).contains(ROOT + "." + culprit);
    }
}
