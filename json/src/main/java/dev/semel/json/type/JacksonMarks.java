// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A search for what changes how Jackson treats a class: annotations of Jackson, of a bundle of them or of {@code
 * java.beans}, on the class, its supers, or any member; and interfaces of Jackson. The annotations are found by name,
 * because the codec does not need Jackson's annotations itself.
 */
public final class JacksonMarks {

    /** No mark is harmless. Without lambdas, which cost classes at a cold start. */
    private static final JacksonMarks EVERY = new JacksonMarks(null, null);

    private final @Nullable Predicate<Annotation> harmlessOnClass;
    private final @Nullable Predicate<Annotation> harmlessOnMember;

    private JacksonMarks(
            @Nullable Predicate<Annotation> harmlessOnClass, @Nullable Predicate<Annotation> harmlessOnMember) {
        this.harmlessOnClass = harmlessOnClass;
        this.harmlessOnMember = harmlessOnMember;
    }

    /** {@return a search that passes over annotations that are harmless} */
    public static JacksonMarks except(Predicate<Annotation> harmlessOnClass, Predicate<Annotation> harmlessOnMember) {
        return new JacksonMarks(harmlessOnClass, harmlessOnMember);
    }

    /** {@return the first mark of a class; null if it has none} */
    static @Nullable String find(Class<?> type) {
        return EVERY.in(type);
    }

    /** {@return the first mark of a class that is not harmless; null if it has none} */
    @Nullable
    public String in(Class<?> type) {
        if (isJackson(type.getName())) {
            return "it implements " + type.getName();
        }
        String own = ofMembers(type);
        if (own != null) {
            return own;
        }
        for (Class<?> each : type.getInterfaces()) {
            String inherited = in(each);
            if (inherited != null) {
                return inherited;
            }
        }
        Class<?> superclass = type.getSuperclass();
        return superclass == null || superclass == Object.class || superclass == Record.class ? null : in(superclass);
    }

    private @Nullable String ofMembers(Class<?> type) {
        if (isOfJdk(type)) {
            return null;
        }
        String mark = in(type.getDeclaredAnnotations(), type.getSimpleName(), harmlessOnClass);
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

    private @Nullable String ofConstructor(Constructor<?> constructor, Class<?> type) {
        String mark = of(constructor, type.getSimpleName());
        if (constructor.getParameterCount() > 0) {
            for (Annotation[] parameter : constructor.getParameterAnnotations()) {
                mark = mark == null ? in(parameter, type.getSimpleName(), harmlessOnMember) : mark;
            }
        }
        return mark;
    }

    private @Nullable String of(AnnotatedElement element, String name) {
        return in(element.getDeclaredAnnotations(), name, harmlessOnMember);
    }

    private static @Nullable String in(
            Annotation[] annotations, String name, @Nullable Predicate<Annotation> harmless) {
        for (Annotation each : annotations) {
            Class<? extends Annotation> type = each.annotationType();
            if (isMark(type) && (harmless == null || !harmless.test(each))) {
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
    public static boolean isOfJdk(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("com.sun.");
    }
}
