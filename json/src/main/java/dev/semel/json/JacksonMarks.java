// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A search for what changes how Jackson treats a class: annotations of Jackson, of a bundle of them or of {@code
 * java.beans}, on the class, its supers, or any member; and interfaces of Jackson. The annotations are found by name,
 * because the codec does not need Jackson's annotations itself.
 */
final class JacksonMarks {

    private JacksonMarks() {}

    /** {@return the first mark of a class; null if it has none} */
    static @Nullable String find(Class<?> type) {
        if (isJackson(type.getName())) {
            return "it implements " + type.getName();
        }
        String own = ofMembers(type);
        if (own != null) {
            return own;
        }
        for (Class<?> each : type.getInterfaces()) {
            String inherited = find(each);
            if (inherited != null) {
                return inherited;
            }
        }
        Class<?> superclass = type.getSuperclass();
        return superclass == null || superclass == Object.class || superclass == Record.class ? null : find(superclass);
    }

    private static @Nullable String ofMembers(Class<?> type) {
        if (isOfJdk(type)) {
            return null;
        }
        String mark = of(type, type.getSimpleName());
        for (Field each : type.getDeclaredFields()) {
            mark = mark == null ? of(each, each.getName()) : mark;
        }
        for (Method each : type.getDeclaredMethods()) {
            mark = mark == null && !each.isSynthetic() ? of(each, each.getName()) : mark;
        }
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            mark = mark == null ? ofConstructor(each, type) : mark;
        }
        return mark;
    }

    private static @Nullable String ofConstructor(Constructor<?> constructor, Class<?> type) {
        String mark = of(constructor, type.getSimpleName());
        if (constructor.getParameterCount() > 0) {
            for (Annotation[] parameter : constructor.getParameterAnnotations()) {
                mark = mark == null ? in(parameter, type.getSimpleName()) : mark;
            }
        }
        return mark;
    }

    private static @Nullable String of(AnnotatedElement element, String name) {
        return in(element.getDeclaredAnnotations(), name);
    }

    private static @Nullable String in(Annotation[] annotations, String name) {
        for (Annotation each : annotations) {
            Class<? extends Annotation> type = each.annotationType();
            if (isMark(type)) {
                return "'" + name + "' is annotated with @" + type.getSimpleName();
            }
        }
        return null;
    }

    private static boolean isMark(Class<? extends Annotation> type) {
        String name = type.getName();
        if (isJackson(name) || name.startsWith("java.beans.")) {
            return true;
        }
        if (isOfJdk(type)) {
            return false;
        }
        for (Annotation each : type.getDeclaredAnnotations()) {
            if (isJackson(each.annotationType().getName())) {
                return true; // a bundle: @JacksonAnnotationsInside
            }
        }
        return false;
    }

    private static boolean isJackson(String name) {
        return name.startsWith("com.fasterxml.jackson.") || name.startsWith("tools.jackson.");
    }

    /** {@return whether a class belongs to the JDK, or to a library whose classes Jackson treats in its own way} */
    static boolean isOfJdk(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("com.sun.");
    }
}
