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
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The habits that our code never has, below one root package: {@code dev.semel}, or that of the samples which do it.
 */
record Habits(String root) {
    private static final DescribedPredicate<JavaClass> MUTABLE = new MutableTypes();

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

    /**
     * Settings that compute something from themselves, and alternatives of a sealed type: each is named here, so that a
     * new one is argued.
     */
    private static final Set<String> CARRIERS = Set.of(
            "BatchOptions",
            "engine.batch.BatchItem$Kind$Repeated",
            "lambda.BatchPolicy",
            "lambda.http.HttpPolicies",
            "platform.runtime.FunctionSettings");

    private static final Set<String> OF_OBJECT = Set.of("toString", "equals", "hashCode");

    private static final Set<String> REFLECTIVE_CALLS = Set.of("forName", "newInstance", "getMethod", "getMethods");

    /** The compiler's own fields, such as an enum's {@code $VALUES} and a switch's map, are not ours to write. */
    ArchRule noMutableStatics() {
        return fields().that()
                .areStatic()
                .and(DescribedPredicate.not(HasModifiers.Predicates.modifier(JavaModifier.SYNTHETIC)))
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(MUTABLE)
                .as("static fields are final and of a type that cannot change");
    }

    /** Sees what a field of an interface's type hides: {@code Map} may be {@code Map.of()}, or a {@code HashMap}. */
    ArchRule noStaticsBuiltMutable() {
        return noClasses()
                .should()
                .accessTargetWhere(target("a static initialiser's use of a type that can change", this::makesMutable))
                .as("static initialisers make nothing that can change");
    }

    /**
     * Constructors and factories, such as {@code EnumSet.of}, alike. What a lambda makes is made anew by each call of
     * it, and kept by no static field.
     */
    private boolean makesMutable(JavaAccess<?> access) {
        return access.getOrigin() instanceof JavaStaticInitializer
                && !access.isDeclaredInLambda()
                && access instanceof JavaCall<?>
                && !access.getTargetOwner().isArray()
                && MUTABLE.test(access.getTargetOwner());
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
                                        + access.getTarget().getName())
                                || isDateOfNow(access)))
                .as("only builders and programs name the machine's clock");
    }

    private static boolean isDateOfNow(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Date.class)
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                && target.getRawParameterTypes().isEmpty();
    }

    ArchRule onlyWaitingSleeps() {
        return noClasses()
                .that(DescribedPredicate.not(named(root + ".Waiting")))
                .should()
                .accessTargetWhere(target(
                        "Thread.sleep, TimeUnit.sleep or LockSupport.park",
                        access -> sleeps(
                                        access.getTargetOwner(),
                                        access.getTarget().getName())
                                && !standsForADeadProcess(access)))
                .as("only Waiting sleeps");
    }

    /** The demo's crashed delivery parks for good: it waits for nothing, so there is no waiting to be given to it. */
    private boolean standsForADeadProcess(JavaAccess<?> access) {
        return access.getOrigin().getFullName().equals(root + ".cli.demo.DemoDelivery.neverRunAgain()");
    }

    private static boolean sleeps(JavaClass owner, String method) {
        return owner.isEquivalentTo(LockSupport.class)
                ? method.startsWith("park")
                : method.equals("sleep")
                        && (owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class));
    }

    /** Type tokens may name a generic type; that neither finds nor calls anything. */
    ArchRule noReflectionInCore() {
        DescribedPredicate<JavaClass> typeNames = DescribedPredicate.<JavaClass>describe(
                "a type's name",
                type -> type.isEquivalentTo(Type.class) || type.isEquivalentTo(ParameterizedType.class));
        return noClasses()
                .that(resideInAnyPackage(
                        root,
                        root + ".store..",
                        root + ".model..",
                        root + ".engine..",
                        root + ".step..",
                        root + ".event..",
                        root + ".codec.."))
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

    /**
     * A record is its state, and its {@code toString} prints it. A record may carry settings, a clock among them; one
     * that acts and holds a collaborator, itself or in what it holds, is a service, and services are final classes.
     */
    ArchRule recordsAreValues() {
        return fields().that()
                .areNotStatic()
                .and()
                .areDeclaredInClassesThat(DescribedPredicate.describe("are records that act", this::isRecordThatActs))
                .should()
                .notHaveRawType(new Collaborators(root))
                .as("records that act hold values only");
    }

    /** Tells a record with a method that is neither an accessor, nor one of Object's, nor makes a changed copy. */
    private boolean isRecordThatActs(JavaClass type) {
        return type.isRecord()
                && CARRIERS.stream().noneMatch(name -> type.getName().equals(root + "." + name))
                && type.getMethods().stream()
                        .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                        .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .filter(method -> type.tryGetField(method.getName()).isEmpty())
                        .map(JavaMethod::getName)
                        .anyMatch(name -> !name.startsWith("with") && !OF_OBJECT.contains(name));
    }

    private DescribedPredicate<JavaClass> programs() {
        return resideInAnyPackage(root + ".cli..", root + ".examples..", root + ".benchmarks..");
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(
                "named " + name, type -> type.getName().equals(name));
    }

    private static DescribedPredicate<JavaAccess<?>> target(String what, Predicate<JavaAccess<?>> test) {
        return DescribedPredicate.describe(what, test);
    }
}
