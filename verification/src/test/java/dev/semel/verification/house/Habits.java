// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Predicate;

/** What our code never does, below one root package: {@code dev.semel}, or that of the samples which do it. */
record Habits(String root) {
    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.InstantSource.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system");

    private static final Set<String> REFLECTIVE_CALLS = Set.of("forName", "newInstance", "getMethod", "getMethods");

    ArchRule noMutableStatics() {
        return fields().that().areStatic().should().beFinal().as("static fields are final");
    }

    ArchRule noThreadLocals() {
        return noClasses()
                .should()
                .dependOnClassesThat(assignableTo(ThreadLocal.class))
                .as("no thread-locals");
    }

    ArchRule noHidingPlaces() {
        return noClasses()
                .should()
                .resideInAnyPackage("..internal..", "..util..", "..utils..", "..impl..", "..common..", "..helper..")
                .as("no packages named internal, util, impl, common or helper");
    }

    /** A builder may name the real clock as its documented default, and a program may hand it over. */
    ArchRule clocksAreGiven() {
        return noClasses()
                .that(DescribedPredicate.not(simpleNameEndingWith("Builder").or(programs())))
                .should()
                .accessTargetWhere(target(
                        "a clock of the machine",
                        access -> CLOCKS.contains(access.getTargetOwner().getName()
                                + "."
                                + access.getTarget().getName())))
                .as("only builders and programs name the machine's clock");
    }

    ArchRule onlyWaitingSleeps() {
        return noClasses()
                .that(DescribedPredicate.not(named(root + ".Waiting")))
                .should()
                .accessTargetWhere(target(
                        "Thread.sleep",
                        access -> access.getTargetOwner().isEquivalentTo(Thread.class)
                                && access.getTarget().getName().equals("sleep")))
                .as("only Waiting sleeps");
    }

    /** Type tokens may name a generic type; that neither finds nor calls anything. */
    ArchRule noReflectionInCore() {
        DescribedPredicate<JavaClass> typeNames = DescribedPredicate.<JavaClass>describe(
                "a type's name",
                type -> type.isEquivalentTo(Type.class) || type.isEquivalentTo(ParameterizedType.class));
        return noClasses()
                .that(resideInAnyPackage(root, root + ".store..", root + ".model.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
                        .and(DescribedPredicate.not(typeNames)))
                .orShould()
                .accessTargetWhere(target(
                        "a reflective method of Class",
                        access -> access.getTargetOwner().isEquivalentTo(Class.class)
                                && (REFLECTIVE_CALLS.contains(access.getTarget().getName())
                                        || access.getTarget().getName().startsWith("getDeclared"))))
                .as("core uses no reflection");
    }

    ArchRule onlyProgramsReadTheEnvironment() {
        return noClasses()
                .that(DescribedPredicate.not(programs()))
                .should()
                .accessTargetWhere(target(
                        "System.getenv outside lambda's fromEnvironment",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && access.getTarget().getName().equals("getenv")
                                && !isFromEnvironmentOfLambda(access)))
                .as("only programs, and fromEnvironment in lambda, read the environment");
    }

    private boolean isFromEnvironmentOfLambda(JavaAccess<?> access) {
        return access.getOrigin().getName().equals("fromEnvironment")
                && resideInAPackage(root + ".lambda..").test(access.getOriginOwner());
    }

    private DescribedPredicate<JavaClass> programs() {
        return resideInAnyPackage(root + ".cli..", root + ".examples..");
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(
                "named " + name, type -> type.getName().equals(name));
    }

    private static DescribedPredicate<JavaAccess<?>> target(String what, Predicate<JavaAccess<?>> test) {
        return DescribedPredicate.describe(what, test);
    }
}
