// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.reflect.Modifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes that values of a sealed type may have. */
public final class SealedTypes {

    private SealedTypes() {}

    /** {@return a type that is open for unknown subclasses; null if there is none} */
    public static @Nullable Class<?> collect(Class<?> type, Set<Class<?>> leaves) {
        if (!type.isSealed()) {
            leaves.add(type);
            return Modifier.isAbstract(type.getModifiers()) || type.isEnum() ? type : null;
        }
        for (Class<?> each : type.getPermittedSubclasses()) {
            Class<?> open = collect(each, leaves);
            if (open != null) {
                return open;
            }
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        leaves.add(type);
        return type; // a concrete class with subclasses
    }
}
