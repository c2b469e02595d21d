// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import dev.semel.codec.TypeRef;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.http.HttpHeaders;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A sample of any public record, made of content that must not be shown. A text is such content, unless its component
 * is listed as a label: so a new component with content cannot be overlooked.
 */
final class ContentSamples {

    static final String SECRET = "4111-1111-1111-1111";

    private static final String WHOLE_KEY = "order-" + "7".repeat(80);

    private static final String EFFECT_KEY = "ab".repeat(32);

    /** A name that would forge a line of a log. */
    private static final String LABEL = "label\nforged\u202E";

    private static final Pattern BROKEN_LINE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    /** Components that name a place, a kind or a part of a program. */
    private static final Set<String> LABELS = Set.of(
            "algorithm",
            "artifact",
            "brokerArn",
            "bucket",
            "call",
            "change",
            "cluster",
            "clusterArn",
            "code",
            "collection",
            "column",
            "condition",
            "database",
            "destination",
            "detailType",
            "document",
            "effect",
            "eventId",
            "eventName",
            "executionId",
            "expression",
            "extension",
            "first",
            "functionArn",
            "group",
            "id",
            "itemId",
            "last",
            "messageId",
            "messageType",
            "method",
            "name",
            "operation",
            "operator",
            "outcome",
            "part",
            "path",
            "queue",
            "queueArn",
            "reason",
            "requestId",
            "resource",
            "rule",
            "sequenceNumber",
            "sequencer",
            "service",
            "sha256",
            "shardId",
            "source",
            "sourceArn",
            "stateName",
            "stream",
            "streamArn",
            "subject",
            "template",
            "topic",
            "topicArn",
            "type",
            "version",
            "virtualHost",
            "why");

    /** Texts of a form of their own. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("MessageAttribute.binary", ""), // one of two
            Map.entry("OutboxMessage.effectKey", EFFECT_KEY),
            Map.entry("Refusal.message", "ERR unknown command, with args beginning with: " + SECRET),
            Map.entry("SqlFenceGuard.column", "fence"),
            Map.entry("RecordFilter.tenant", LABEL),
            Map.entry("RecordFilter.operation", LABEL),
            Map.entry("PinnedJar.group", "com.example"),
            Map.entry("PinnedJar.artifact", "a"),
            Map.entry("PinnedJar.extension", "jar"),
            Map.entry("PinnedJar.version", "1"),
            Map.entry("PinnedJar.sha256", "cd".repeat(32)),
            Map.entry("PinnedJars.name", "engine"));

    private static final Map<Class<?>, Object> FIXED = Map.ofEntries(
            Map.entry(boolean.class, true),
            Map.entry(int.class, 200),
            Map.entry(Integer.class, 7),
            Map.entry(long.class, 7L),
            Map.entry(Long.class, 7L),
            Map.entry(double.class, 7.0),
            Map.entry(Duration.class, Duration.ofHours(1)),
            Map.entry(Instant.class, Instant.parse("2026-01-01T00:00:00Z")),
            Map.entry(InstantSource.class, InstantSource.system()),
            Map.entry(OptionalLong.class, OptionalLong.of(7)),
            Map.entry(Path.class, Path.of("folder")),
            Map.entry(Blob.class, Blob.utf8(SECRET)),
            Map.entry(Object.class, SECRET),
            Map.entry(JsonDocument.class, JsonDocument.of("{\"secret\": \"" + SECRET + "\"}")),
            Map.entry(HttpHeaders.class, HttpHeaders.none().with("Authorization", SECRET)),
            Map.entry(byte[].class, SECRET.getBytes(StandardCharsets.UTF_8)),
            Map.entry(AttributeValue.class, AttributeValue.fromS(SECRET)),
            Map.entry(Exception.class, new IllegalStateException(SECRET)),
            Map.entry(RuntimeException.class, new IllegalStateException(SECRET)),
            Map.entry(Throwable.class, new IllegalStateException(SECRET)),
            Map.entry(ClaimId.class, ClaimId.of(1, 2)),
            Map.entry(EffectKey.class, new EffectKey(EFFECT_KEY)),
            Map.entry(Fingerprint.class, new Fingerprint("sha256-text1", SECRET)),
            Map.entry(IdempotencyKey.class, new IdempotencyKey("tenant", "charge", WHOLE_KEY)),
            Map.entry(TypeRef.class, TypeRef.of(String.class)));

    private ContentSamples() {}

    /** {@return a sample of a type, with content in every place that takes any} */
    static Object of(Class<?> type) {
        Object fixed = FIXED.get(type);
        if (fixed != null) {
            return fixed;
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
                    ContentSamples.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> method.getName().equals("toString") ? "a part" : null);
        }
        throw new IllegalStateException("No sample of " + type + ": add one to FIXED");
    }

    /** Some alternatives exclude each other: the first one that can be made. */
    private static Object alternative(Class<?> type) {
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

    private static Object record(Class<?> type, String named, long number) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> component.getName().equals(named) ? (Object) number : part(type, component))
                    .toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("No sample of " + type + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("No sample of " + type, e);
        }
    }

    private static @Nullable Object part(Class<?> owner, RecordComponent component) {
        String form = FORMS.get(owner.getSimpleName() + "." + component.getName());
        if (form != null && form.isEmpty()) {
            return null;
        }
        if (form != null) {
            return component.getType() == Optional.class ? Optional.of(form) : form;
        }
        if (component.getType() == String.class) {
            return LABELS.contains(component.getName()) ? LABEL : SECRET;
        }
        if (component.getName().equals("stale") || component.getName().equals("consistent")) {
            return Set.of(LABEL); // names of methods
        }
        return value(component.getGenericType());
    }

    private static @Nullable Object value(Type type) {
        Class<?> raw = raw(type);
        if (raw == String.class) {
            return SECRET;
        }
        if (raw == List.class) {
            return List.of(argument(type, 0));
        }
        if (raw == Set.class) {
            return Set.of(argument(type, 0));
        }
        if (raw == Map.class) {
            return Map.of(argument(type, 0), argument(type, 1));
        }
        if (raw == Optional.class) {
            return Optional.of(argument(type, 0));
        }
        return of(raw);
    }

    private static Object argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? Objects.requireNonNull(value(parameterized.getActualTypeArguments()[index]))
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

    static boolean isClean(String shown) {
        return !shown.contains(SECRET)
                && !shown.contains(WHOLE_KEY)
                && !shown.contains(EFFECT_KEY)
                && !BROKEN_LINE.matcher(shown).find();
    }
}
