// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteVerdict;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sample of any record of core, made of content that must not be shown. A text is such content, unless its component
 * has the name of a label: so a new component with content cannot be overlooked.
 */
final class Samples {

    static final String SECRET = "4111-1111-1111-1111";
    /** A name that would forge a line of a log. */
    static final String LABEL = "label\nforged\u202E";

    static final String KEY = "order-" + "7".repeat(80);
    static final String EFFECT_KEY = "ab".repeat(32);

    private static final Set<String> LABELS = Set.of(
            "name",
            "scope",
            "operation",
            "source",
            "step",
            "call",
            "write",
            "type",
            "algorithm",
            "recordedAlgorithm",
            "reason",
            "problem",
            "field");

    private static final Map<Class<?>, Object> FIXED = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(int.class, 100),
            Map.entry(long.class, 1L),
            Map.entry(Duration.class, Duration.ofDays(1)),
            Map.entry(Instant.class, Fixture.START),
            Map.entry(ClaimId.class, ClaimId.of(1, 2)),
            Map.entry(Blob.class, Blob.utf8(SECRET)),
            Map.entry(Fingerprint.class, new Fingerprint("sha256-text1", SECRET)),
            Map.entry(IdempotencyKey.class, new IdempotencyKey("tenant-" + SECRET, "charge", KEY)),
            Map.entry(Exception.class, new IllegalStateException(SECRET)),
            Map.entry(StoreException.class, StoreException.unavailable("table", "claim", new IOException("away"))),
            Map.entry(TypeRef.class, TypeRef.of(String.class)),
            Map.entry(
                    RecordContext.class,
                    RecordContext.of(new IdempotencyKey("tenant", "charge", KEY), new RecordPart.StepResult("pay"))),
            Map.entry(Class.class, IllegalStateException.class),
            Map.entry(Object.class, SECRET));

    private Samples() {}

    /** Returns a sample of a type, with content in every place that takes any. */
    static Object of(Class<?> type) {
        Object fixed = FIXED.get(type);
        if (fixed != null) {
            return fixed;
        }
        if (type == RepairStore.Replacement.class) { // its two records belong to each other
            return new RepairStore.Replacement(SECRET, released(1), released(2));
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isSealed()) {
            return permitted(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    Samples.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> method.getName().equals("toString") ? "a part of the user's" : null);
        }
        throw new IllegalStateException("No sample of " + type + ": add one to FIXED");
    }

    /** Some alternatives exclude each other: the first one that can be made. */
    private static Object permitted(Class<?> type) {
        RuntimeException refused = new IllegalStateException("No alternative of " + type);
        for (Class<?> alternative : type.getPermittedSubclasses()) {
            try {
                return of(alternative);
            } catch (RuntimeException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static IdempotencyRecord.Released released(long revision) {
        return (IdempotencyRecord.Released) record(IdempotencyRecord.Released.class, "revision", revision);
    }

    private static Object record(Class<?> type) {
        return record(type, "", 0);
    }

    private static Object record(Class<?> type, String named, long number) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> component.getName().equals(named) ? (Object) number : value(component))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No sample of " + type, e);
        }
    }

    private static @Nullable Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return text(component.getName());
        }
        if (component.getGenericType() instanceof TypeVariable<?> variable
                && variable.getName().equals("V")) {
            return of(WriteVerdict.class); // the other type variables stand for content
        }
        if (type == ClaimVerdict.class) {
            return of(ClaimVerdict.Completed.class); // a commit makes no claim
        }
        if (type == List.class) {
            Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return List.of(argument == String.class ? LABEL : of(raw(argument)));
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        return type.isArray() ? Array.newInstance(type.getComponentType(), 0) : of(type);
    }

    private static String text(String component) {
        if (component.equals("effectKey")) {
            return EFFECT_KEY;
        }
        return LABELS.contains(component) ? LABEL : SECRET;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : type instanceof Class<?> plain ? plain : Object.class;
    }
}
