// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import dev.semel.model.Blob;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Arguments of any public method, with hostile text in every place that takes one. */
final class HostileArguments {

    /** Controls, line breaks, an escape of a terminal, turned writing directions, half a character, and much of it. */
    static final String HOSTILE = "x\u0000\n\r\t\u001b[31m\u202e\u2028\u2066\ud800y" + "z".repeat(3000);

    private static final List<String> TEXTS = List.of(
            HOSTILE, "/" + HOSTILE, "/x\n\u202e~", "a\nb\u202e", "a\nb\u202e".repeat(3), "POST", "{\"a\": \"", "ok");

    private static final int DEEPEST = 6;

    private final Random random;

    HostileArguments(long seed) {
        this.random = new Random(seed);
    }

    /** {@return an argument for each parameter; empty if there is none for one} */
    Optional<Object[]> of(Executable executable) {
        return of(executable, 0);
    }

    private Optional<Object[]> of(Executable executable, int depth) {
        Class<?>[] types = executable.getParameterTypes();
        Type[] generic = executable.getGenericParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Object argument = value(types[i], generic.length == types.length ? generic[i] : types[i], depth + 1);
            if (argument == null) {
                return Optional.empty();
            }
            arguments[i] = argument;
        }
        return Optional.of(arguments);
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private @Nullable Object value(Class<?> type, Type generic, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        Object plain = plain(type);
        if (plain != null) {
            return plain;
        }
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return listOf(generic, depth);
        }
        if (type == Set.class) {
            return Set.copyOf(listOf(generic, depth));
        }
        if (type == Map.class) {
            Object key = argument(generic, 0, depth);
            Object value = argument(generic, 1, depth);
            return key == null || value == null ? Map.of() : Map.of(key, value);
        }
        if (type == Optional.class) {
            return Optional.ofNullable(argument(generic, 0, depth));
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isSealed()) {
            Class<?>[] alternatives = type.getPermittedSubclasses();
            Class<?> alternative = alternatives[random.nextInt(alternatives.length)];
            return value(alternative, alternative, depth + 1);
        }
        return type.isInterface() ? part(type) : own(type, depth);
    }

    private @Nullable Object plain(Class<?> type) {
        if (type == String.class || type == Object.class || type == CharSequence.class || type == Comparable.class) {
            return text();
        }
        if (type == String[].class) {
            return new String[] {text()};
        }
        if (type == int.class || type == Integer.class) {
            return random.nextInt(-1, 100);
        }
        if (type == long.class || type == Long.class) {
            return random.nextLong(-1, 100);
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == Duration.class) {
            return Duration.ofHours(random.nextInt(100));
        }
        if (type == Instant.class) {
            return Instant.EPOCH.plusSeconds(random.nextInt());
        }
        if (type == Blob.class) {
            return Blob.utf8(text().replace('\ud800', '?'));
        }
        if (type == byte[].class) {
            return Blob.utf8("x\n" + random.nextInt() + "\u202e".repeat(20)).toByteArray();
        }
        if (type == InputStream.class) {
            return new ByteArrayInputStream(new byte[] {'{', '}'});
        }
        if (type == Class.class) {
            return String.class;
        }
        if (type == URI.class) {
            return URI.create("x:y");
        }
        return type.isAssignableFrom(IllegalStateException.class) ? new IllegalStateException(HOSTILE) : null;
    }

    private List<Object> listOf(Type generic, int depth) {
        Object element = argument(generic, 0, depth);
        return element == null ? List.of() : List.of(element);
    }

    private @Nullable Object argument(Type generic, int index, int depth) {
        if (!(generic instanceof ParameterizedType parameterized)) {
            return text();
        }
        Type type = parameterized.getActualTypeArguments()[index];
        if (type instanceof WildcardType wildcard) {
            type = wildcard.getUpperBounds()[0];
        }
        Class<?> raw = type instanceof ParameterizedType inner
                ? (Class<?>) inner.getRawType()
                : type instanceof Class<?> plain ? plain : Object.class;
        return value(raw, type, depth + 1);
    }

    /** {@return a part of the user's, whose texts are hostile} */
    private Object part(Class<?> type) {
        return Proxy.newProxyInstance(
                HostileArguments.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "toString" -> "a part";
                    case "hashCode" -> 1;
                    case "equals" -> false;
                    default -> answer(proxy, method, arguments);
                });
    }

    private @Nullable Object answer(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Class<?> type = method.getReturnType();
        if (type == String.class || type == Object.class) {
            return text();
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : type == long.class ? 0L : null;
    }

    private @Nullable Object own(Class<?> type, int depth) {
        if (!type.getName().startsWith("dev.semel.")) {
            return null;
        }
        List<Executable> ways = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            ways.addAll(List.of(type.getConstructors()));
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type) {
                ways.add(method);
            }
        }
        for (int tries = 0; tries < 8 && !ways.isEmpty(); tries++) {
            Executable way = ways.get(random.nextInt(ways.size()));
            Optional<Object[]> arguments = of(way, depth);
            try {
                if (arguments.isPresent()) {
                    return way instanceof Constructor<?> constructor
                            ? constructor.newInstance(arguments.get())
                            : ((Method) way).invoke(null, arguments.get());
                }
            } catch (ReflectiveOperationException refused) {
                // another way, or other arguments
            }
        }
        return null;
    }
}
