// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import dev.semel.json.type.JacksonMarks;
import dev.semel.json.type.StateFields;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The promise to a duplicate: the same value in every field, at every depth, and equal where its class has equals. */
@NullMarked
final class Sameness {

    private Sameness() {}

    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (one.getClass().isArray()) {
            return one.getClass() == other.getClass() && sameElements(one, other);
        }
        if (one instanceof List<?> list) {
            return other instanceof List<?> read && inOrder(list, read);
        }
        if (one instanceof Set<?> set) {
            return other instanceof Set<?> read && set.size() == read.size() && each(set, read);
        }
        if (one instanceof Map<?, ?> map) {
            return other instanceof Map<?, ?> read
                    && map.size() == read.size()
                    && each(map.entrySet(), read.entrySet());
        }
        if (one instanceof Map.Entry<?, ?> entry) {
            return other instanceof Map.Entry<?, ?> read
                    && same(entry.getKey(), read.getKey())
                    && same(entry.getValue(), read.getValue());
        }
        if (one instanceof Optional<?> optional) {
            return other instanceof Optional<?> read && same(optional.orElse(null), read.orElse(null));
        }
        if (JacksonMarks.isOfJdk(one.getClass()) || one instanceof Enum<?>) {
            return one.equals(other);
        }
        return one.getClass() == other.getClass() && sameFields(one, other) && (!hasEquals(one) || one.equals(other));
    }

    private static boolean sameElements(Object one, Object other) {
        int length = Array.getLength(one);
        boolean same = length == Array.getLength(other);
        for (int i = 0; same && i < length; i++) {
            same = same(Array.get(one, i), Array.get(other, i));
        }
        return same;
    }

    private static boolean inOrder(List<?> one, List<?> other) {
        Iterator<?> read = other.iterator();
        return one.size() == other.size() && one.stream().allMatch(each -> same(each, read.next()));
    }

    private static boolean each(Collection<?> one, Collection<?> other) {
        return one.stream().allMatch(each -> other.stream().anyMatch(read -> same(each, read)));
    }

    private static boolean sameFields(Object one, Object other) {
        for (Field field : StateFields.of(one.getClass())) {
            try {
                field.setAccessible(true);
                if (!same(field.get(one), field.get(other))) {
                    return false;
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    /** {@return whether a value has an equality that all that it holds has too} */
    private static boolean hasEquals(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Collection<?> all -> all.stream().allMatch(Sameness::hasEquals);
            case Map<?, ?> map -> hasEquals(map.values()) && hasEquals(map.keySet());
            case Optional<?> optional -> hasEquals(optional.orElse(null));
            case Record record ->
                StateFields.of(record.getClass()).stream().allMatch(field -> hasEquals(held(record, field)));
            default -> {
                try {
                    yield !value.getClass().isArray()
                            && value.getClass()
                                            .getMethod("equals", Object.class)
                                            .getDeclaringClass()
                                    != Object.class;
                } catch (NoSuchMethodException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static @Nullable Object held(Object owner, Field field) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(Object value) {
        return value.getClass().isArray() ? "array of " + Array.getLength(value) : Objects.toString(value);
    }
}
