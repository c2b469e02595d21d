// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.InvalidKeyException;
import dev.semel.InvalidPayloadException;
import dev.semel.MissingKeyPartException;
import dev.semel.codec.ContentIdentity;
import dev.semel.codec.Fingerprinter;
import dev.semel.model.Blob;
import dev.semel.model.BypassReason;
import dev.semel.model.ClaimId;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Computes key and fingerprint of one call, and rejects invalid input before the body runs (E7). */
final class Identifier<I> {

    /** The deepest nesting of lists in a payload: that of JSON. */
    private static final int DEEPEST_LIST = 1000;

    private final Engine engine;
    private final OperationSpec<I, ?> spec;
    private final I input;

    Identifier(Engine engine, OperationSpec<I, ?> spec, I input) {
        this.engine = engine;
        this.spec = spec;
        this.input = input;
    }

    CallIdentity identity() {
        if (spec.bypass().killSwitch().getAsBoolean()) {
            return unguarded(keyOrUnique(), BypassReason.KILL_SWITCH);
        }
        try {
            return new CallIdentity.Guarded(key(), fingerprint());
        } catch (MissingKeyPartException e) {
            return switch (spec.bypass().whenKeyIsMissing()) {
                case REFUSE -> throw InvalidKeyException.missing(spec.name(), e);
                case EXECUTE_UNGUARDED -> unguarded(uniqueKey(), BypassReason.NO_KEY);
            };
        }
    }

    private static CallIdentity unguarded(IdempotencyKey key, BypassReason reason) {
        return new CallIdentity.Unguarded(key, key, reason);
    }

    private IdempotencyKey key() {
        try {
            String tenant = tenant();
            String value = spec.keying().key().extract(input);
            if (value == null || value.isEmpty()) {
                throw new MissingKeyPartException("the input has " + (value == null ? "no key" : "an empty key"));
            }
            return new IdempotencyKey(tenant, spec.name(), value);
        } catch (MissingKeyPartException e) {
            throw e;
        } catch (Exception e) { // a checked one too: Kotlin does not declare them
            throw InvalidKeyException.failed(spec.name(), e);
        }
    }

    private String tenant() {
        Function<I, @Nullable String> extractor = spec.keying().tenant();
        if (extractor == null) {
            return "";
        }
        String tenant = extractor.apply(input);
        if (tenant == null || tenant.isEmpty()) {
            throw new MissingKeyPartException("the input has " + (tenant == null ? "no tenant" : "an empty tenant"));
        }
        return tenant;
    }

    private IdempotencyKey keyOrUnique() {
        try {
            return key();
        } catch (InvalidKeyException | MissingKeyPartException e) { // a bypassed call needs no key but for effect keys
            return uniqueKey();
        }
    }

    private IdempotencyKey uniqueKey() {
        ClaimId unique = engine.claimIds().next();
        return IdempotencyKey.of(spec.name(), "unguarded-" + unique);
    }

    private Fingerprint fingerprint() {
        Function<I, @Nullable Object> part = spec.fingerprinting().part();
        if (part == null) {
            return Fingerprint.NONE;
        }
        Fingerprinter fingerprinter = Objects.requireNonNull(engine.fingerprinter(), "checked when built");
        try {
            return Given.by("Fingerprinter", fingerprinter.fingerprint(content(part.apply(input), 0)));
        } catch (Exception e) {
            throw InvalidPayloadException.noFingerprint(spec.name(), e);
        }
    }

    /** {@return a payload, or what it defines as its content} */
    private static @Nullable Object content(@Nullable Object payload, int depth) {
        if (depth > DEEPEST_LIST) {
            throw new IllegalArgumentException("lists have " + depth + " levels or more, and the limit is "
                    + DEEPEST_LIST + "; or one contains itself");
        }
        if (payload instanceof ContentIdentity own) {
            return Given.by("content identity of " + own.getClass().getSimpleName(), own.contentIdentity());
        }
        if (payload instanceof Blob bytes) {
            return "base64:" + Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
        return payload instanceof List<?> several ? contents(several, depth + 1) : payload;
    }

    /** {@return the contents of a list; the list itself if they are its elements, so that its class still counts} */
    @SuppressWarnings("ReferenceEquality") // an element that defines no content is its content
    private static List<?> contents(List<?> payloads, int depth) {
        List<@Nullable Object> contents = new ArrayList<>(payloads.size());
        boolean same = true;
        for (Object payload : payloads) { // no stream: it would need ten frames for each level
            Object content = content(payload, depth);
            contents.add(content);
            same &= content == payload;
        }
        return same ? payloads : contents;
    }
}
