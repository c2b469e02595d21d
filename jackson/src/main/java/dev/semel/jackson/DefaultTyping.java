// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A check whether stored JSON may name any class to be created: by default typing, by a mix-in, or by an annotation of
 * a class or a member. Without a restriction, anyone who can write to the store can create any class of the program.
 * The types that are asked are those of the JDK that classes of all kinds extend.
 */
final class DefaultTyping {

    /** Classes that no restriction has a reason to allow, by the type that is declared. */
    private static final Map<Class<?>, List<String>> PROBES = Map.of(
            Object.class, List.of("java.lang.ProcessBuilder", "java.io.File", "java.lang.Thread"),
            Serializable.class, List.of("java.io.File", "java.net.InetSocketAddress"),
            Comparable.class, List.of("java.io.File", "java.util.Date"),
            Cloneable.class, List.of("java.util.jar.Attributes"),
            AutoCloseable.class, List.of("java.io.FileOutputStream"),
            Closeable.class, List.of("java.io.FileOutputStream"),
            Runnable.class, List.of("java.lang.Thread"),
            Iterable.class, List.of("java.util.ServiceLoader", "java.util.concurrent.DelayQueue"),
            Throwable.class, List.of("java.lang.InternalError"),
            Exception.class, List.of("java.util.concurrent.BrokenBarrierException"));

    private DefaultTyping() {}

    /** Throws if stored JSON may name any class, whatever its type. */
    static void requireRestricted(ObjectMapper mapper) {
        DefaultDeserializationContext blueprint = (DefaultDeserializationContext) mapper.getDeserializationContext();
        DeserializationContext context = blueprint.createDummyInstance(mapper.getDeserializationConfig());
        List<Class<?>> bases = PROBES.keySet().stream()
                .sorted(Comparator.comparing(Class::getSimpleName)) // the same message every time
                .toList();
        for (Class<?> base : bases) {
            if (isOpen(mapper.constructType(base), context)) {
                throw new IllegalArgumentException("mapper has typing by class name (default typing, or"
                        + " @JsonTypeInfo by a mix-in) that allows any class where "
                        + base.getSimpleName()
                        + " is declared, so that a stored result could create any object;"
                        + " restrict it with a PolymorphicTypeValidator that allows your packages, or use"
                        + " @JsonTypeInfo with names, on types of your own");
            }
        }
    }

    private static boolean isOpen(JavaType base, DeserializationContext context) {
        try {
            return allowsAnyClass(base, context.getConfig().findTypeDeserializer(base), context);
        } catch (IOException e) {
            return false; // such typing is refused by Jackson itself
        }
    }

    /** {@return whether a reader creates each class that JSON names where a type of the JDK is declared} */
    static boolean allowsAnyClass(JavaType base, @Nullable TypeDeserializer typed, DeserializationContext context) {
        if (typed == null || typed.getTypeIdResolver() == null) {
            return false;
        }
        return PROBES.getOrDefault(base.getRawClass(), List.of()).stream()
                .anyMatch(probe -> allows(typed.getTypeIdResolver(), probe, context));
    }

    private static boolean allows(TypeIdResolver names, String type, DeserializationContext context) {
        try {
            return names.typeFromId(context, type) != null;
        } catch (IOException | RuntimeException e) {
            return false; // the class, or the base type, is not allowed
        }
    }
}
