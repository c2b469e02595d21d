// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every module keeps the house rules. */
class HouseRulesTest {
    private static final String ROOT = "dev.semel";
    private static final Layers LAYERS = new Layers(ROOT);
    private static final Habits HABITS = new Habits(ROOT);
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/jmh_generated/"))
            .importPackages(ROOT);

    static List<String> parts() {
        return LAYERS.parts();
    }

    static Stream<ArchRule> habits() {
        return Stream.of(
                LAYERS.everyClassHasAPlace(),
                HABITS.noMutableStatics(),
                HABITS.noStaticsBuiltMutable(),
                HABITS.noThreadLocals(),
                HABITS.noHidingPlaces(),
                HABITS.clocksAreGiven(),
                HABITS.onlyWaitingSleeps(),
                HABITS.noReflectionInCore(),
                HABITS.onlyProgramsReadTheEnvironment(),
                HABITS.recordsAreValues());
    }

    @ParameterizedTest
    @MethodSource("parts")
    void importsPointAtCore(String part) {
        LAYERS.rule(part).check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("habits")
    void habitsAreKept(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyPartIsOnTheClassPath(String part) {
        assertThat(PRODUCT)
                .as("classes of %s", part)
                .anyMatch(type -> LAYERS.partOf(type).equals(part));
    }
}
