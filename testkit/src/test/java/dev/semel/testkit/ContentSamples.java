// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.EffectKey;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.store.RepairStore;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Samples of public records, made of content that must not be shown. A text is such content, unless its component is
 * listed as a label: so a new component with content cannot be overlooked. Public for the tests of other modules, each
 * of which lists the labels and the types of its own.
 */
public final class ContentSamples {

    /** The content. */
    public static final String SECRET = "4111-1111-1111-1111";

    /** A name that would forge a line of a log. */
    public static final String LABEL = "label\nforged\u202E";

    /** A text that an effect key has, for components that check its form. */
    public static final String EFFECT_KEY = "ab".repeat(32);

    private static final String WHOLE_KEY = "order-".concat("7".repeat(80));

    private static final Pattern BROKEN_LINE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private static final Map<Class<?>, Object> OF_CORE = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(int.class, 200),
            Map.entry(Integer.class, 7),
            Map.entry(long.class, 7L),
            Map.entry(Long.class, 7L),
            Map.entry(double.class, 7.0),
            Map.entry(Duration.class, Duration.ofHours(1)),
            Map.entry(Instant.class, Instant.parse("2026-01-01T00:00:00Z")),
            Map.entry(Blob.class, Blob.utf8(SECRET)),
            Map.entry(Object.class, SECRET),
            Map.entry(Exception.class, new IllegalStateException(SECRET)),
            Map.entry(RuntimeException.class, new IllegalStateException(SECRET)),
            Map.entry(Throwable.class, new IllegalStateException(SECRET)),
            Map.entry(ClaimId.class, ClaimId.of(1, 2)),
            Map.entry(EffectKey.class, new EffectKey(EFFECT_KEY)),
            Map.entry(Fingerprint.class, new Fingerprint("sha256-text1", SECRET)),
            Map.entry(IdempotencyKey.class, new IdempotencyKey("tenant-" + SECRET, "charge", WHOLE_KEY)),
            Map.entry(TypeRef.class, TypeRef.of(String.class)));

    private final Set<String> labels;
    private final Map<Class<?>, Object> fixed;
    private final Map<String, Optional<Object>> components;

    /**
     * Begins.
     *
     * @param labels names of components that name a place, a kind or a part of a program
     * @param fixed samples of types that cannot be derived
     * @param components samples of single components, as {@code Type.component}; empty for null
     */
    public ContentSamples(Set<String> labels, Map<Class<?>, Object> fixed, Map<String, Optional<Object>> components) {
        this.labels = Set.copyOf(labels);
        Map<Class<?>, Object> all = new HashMap<>(OF_CORE);
        all.putAll(fixed);
        this.fixed = Map.copyOf(all);
        this.components = Map.copyOf(components);
    }

    /** {@return these samples with one of a single component, as {@code Type.component}} */
    public ContentSamples with(String component, Object sample) {
        Map<String, Optional<Object>> more = new HashMap<>(components);
        more.put(component, Optional.of(sample));
        return new ContentSamples(labels, fixed, more);
    }

    /** {@return whether a text is one line and has none of the content} */
    public static boolean isClean(String shown) {
        return !shown.contains(SECRET)
                && !shown.contains(WHOLE_KEY)
                && !shown.contains(EFFECT_KEY)
                && !BROKEN_LINE.matcher(shown).find();
    }

    /**
     * {@return a sample of a type, with content in every place that takes any}
     *
     * @throws IllegalStateException if the type or one of its parts cannot be derived
     */
    public Object of(Class<?> type) {
        Object known = fixed.get(type);
        if (known != null) {
            return known;
        }
        if (type == RepairStore.Replacement.class) { // its two records belong to each other
            return new RepairStore.Replacement(WHOLE_KEY, released(1), released(2));
        }
        if (type.isRecord()) {
            return record(type, "", 0);
        }
        if (type.isSealed()) {
            return alternative(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader() == null ? ContentSamples.class.getClassLoader() : type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> method.getName().equals("toString") ? "a part of the user's" : null);
        }
        throw new IllegalStateException("No sample of " + type + ": name one");
    }

    /** Some alternatives exclude each other: the first one that can be made. */
    private Object alternative(Class<?> type) {
        RuntimeException refused = new IllegalStateException("No alternative of " + type);
        for (Class<?> each : type.getPermittedSubclasses()) {
            try {
                return of(each);
            } catch (RuntimeException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private IdempotencyRecord.Released released(long revision) {
        return (IdempotencyRecord.Released) record(IdempotencyRecord.Released.class, "revision", revision);
    }

    private Object record(Class<?> type, String named, long number) {
        RecordComponent[] parts = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(parts)
                    .map(part -> part.getName().equals(named) ? (Object) number : part(type, part))
                    .toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("No sample of " + type + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No sample of " + type, e);
        }
    }

    private @Nullable Object part(Class<?> owner, RecordComponent part) {
        Optional<Object> known = components.get(owner.getSimpleName() + "." + part.getName());
        return known != null
                ? known.orElse(null)
                : value(part.getGenericType(), labels.contains(part.getName()) ? LABEL : SECRET);
    }

    /** {@return a sample of a type, with the same text at every place} */
    private Object value(Type type, String text) {
        Class<?> raw = raw(type);
        if (raw == String.class) {
            return text;
        }
        if (raw == List.class) {
            return List.of(argument(type, 0, text));
        }
        if (raw == Set.class) {
            return Set.of(argument(type, 0, text));
        }
        if (raw == Map.class) {
            return Map.of(argument(type, 0, text), argument(type, 1, text));
        }
        if (raw == Optional.class) {
            return Optional.of(argument(type, 0, text));
        }
        return of(raw);
    }

    private Object argument(Type type, int index, String text) {
        return type instanceof ParameterizedType parameterized
                ? Objects.requireNonNull(value(parameterized.getActualTypeArguments()[index], text))
                : SECRET;
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> raw(parameterized.getRawType());
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            case TypeVariable<?> variable -> raw(variable.getBounds()[0]);
            default -> Object.class;
        };
    }
}
