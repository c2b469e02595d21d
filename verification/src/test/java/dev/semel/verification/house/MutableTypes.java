// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Dictionary;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The types of the JDK whose every instance can change.
 *
 * <p>{@code List}, {@code Set}, {@code Map} and {@code Collection} are not among them: they also name unmodifiable
 * values, and bytecode does not tell which. What a static field of such a type is made from is looked at instead.
 */
final class MutableTypes extends DescribedPredicate<JavaClass> {
    private static final List<String> PACKAGES = List.of("java.util.concurrent.atomic", "java.util.concurrent.locks");

    private static final List<Class<?>> TYPES = List.of(
            Queue.class,
            ConcurrentMap.class,
            Dictionary.class,
            EnumSet.class,
            BitSet.class,
            Date.class,
            Calendar.class,
            RandomGenerator.class,
            StringBuilder.class,
            StringBuffer.class,
            ThreadLocal.class);

    MutableTypes() {
        super("a type that can change");
    }

    @Override
    public boolean test(JavaClass type) {
        return type.isArray()
                || TYPES.stream().anyMatch(type::isAssignableTo)
                || Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                        .anyMatch(MutableTypes::isMutableItself)
                || type.getAllRawInterfaces().stream().anyMatch(MutableTypes::isMutableItself);
    }

    private static boolean isMutableItself(JavaClass type) {
        return PACKAGES.contains(type.getPackageName()) || isCollectionClass(type);
    }

    /** Abstract ones, such as {@code AbstractList}, are no more mutable than what extends them. */
    private static boolean isCollectionClass(JavaClass type) {
        return (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class))
                && (type.getPackageName() + ".").startsWith("java.util.")
                && !type.isInterface()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT);
    }
}
