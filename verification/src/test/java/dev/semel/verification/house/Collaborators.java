// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The types of objects that do something for others: stores, clocks, executors, random sources, and each class of ours
 * that holds one of them. Functions are not among them: a policy that holds one is a value.
 */
final class Collaborators extends DescribedPredicate<JavaClass> {
    private static final List<Class<?>> OF_THE_JDK =
            List.of(InstantSource.class, Executor.class, RandomGenerator.class);

    private static final List<String> OF_OURS = List.of("store.IdempotencyStore", "Waiting", "ClaimIdSource");

    private final String root;

    Collaborators(String root) {
        super("a collaborator");
        this.root = root;
    }

    @Override
    public boolean test(JavaClass type) {
        return isCollaborator(type, new HashSet<>());
    }

    private boolean isCollaborator(JavaClass type, Set<JavaClass> seen) {
        return OF_THE_JDK.stream().anyMatch(type::isAssignableTo)
                || OF_OURS.stream().anyMatch(name -> type.isAssignableTo(root + "." + name))
                || (isOurs(type) && seen.add(type) && holdsCollaborator(type, seen));
    }

    private boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }

    private boolean holdsCollaborator(JavaClass type, Set<JavaClass> seen) {
        return type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(JavaField::getRawType)
                .anyMatch(held -> isCollaborator(held, seen));
    }
}
