// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.codec.ContentIdentity;
import dev.semel.codec.Fingerprinter;
import dev.semel.codec.TypeRef;
import dev.semel.engine.Engine;
import dev.semel.engine.OperationSpec;
import dev.semel.model.Blob;
import dev.semel.model.FingerprintPolicy;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds an operation. Everything senseless is refused when it is built, with the argument's name. Not thread-safe.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class OperationBuilder<I, R> {

    /** The longest window, retention or lease: ten years, far below what any store's numbers hold. */
    private static final Duration LONGEST = Deadline.LONGEST;

    private final Engine engine;
    private final String name;
    private final TypeRef<I> input;
    private final TypeRef<R> result;
    private @Nullable Function<I, @Nullable String> tenant;
    private @Nullable KeyExtractor<I> key;
    private MissingKeyPolicy whenKeyIsMissing = MissingKeyPolicy.REFUSE;
    private @Nullable Function<I, @Nullable Object> fingerprinted = payload -> payload;
    private boolean fingerprintsInput = true;
    private FingerprintPolicy fingerprintPolicy = FingerprintPolicy.REFUSE_INCOMPARABLE;
    private Duration dedupeWindow = Duration.ofHours(24);
    private @Nullable Duration retention;
    private @Nullable Duration lease;
    private Duration recordingTime = Duration.ofMillis(500);
    private InProgressPolicy onInProgress = InProgressPolicy.failFast();
    private UnknownOutcomePolicy<I, R> onUnknownOutcome = UnknownOutcomePolicy.reExecute();
    private boolean effectsAreSteps;
    private boolean effectKeysPerGeneration;
    private List<FailureRule> onFailure = List.of();
    private @Nullable Replay<I, R> onReplay;
    private OutagePolicy whenStoreIsUnavailable = OutagePolicy.FAIL_CLOSED;
    private @Nullable Duration claimTimeout;
    private @Nullable BooleanSupplier killSwitch;

    OperationBuilder(Engine engine, String name, TypeRef<I> input, TypeRef<R> result) {
        this.engine = engine;
        this.name = Objects.requireNonNull(name, "name");
        this.input = Objects.requireNonNull(input, "input");
        this.result = Objects.requireNonNull(result, "result");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name is empty: an operation's name is part of every key");
        }
        if (!engine.codec().supports(result)) {
            throw refused(
                    "result of type " + result
                            + " cannot be stored by this engine's codec. Give Idempotency.builder a codec such as JacksonCodec");
        }
    }

    /**
     * Sets on whose behalf a call is; part of the key. An input without one is an error, as without a key. Default: the
     * empty tenant, for every call.
     */
    public OperationBuilder<I, R> tenant(Function<I, @Nullable String> tenant) {
        this.tenant = Objects.requireNonNull(tenant, "tenant");
        return this;
    }

    /** Sets what names the caller's intent, such as an order number. Required. See {@link KeyParts} for several parts. */
    public OperationBuilder<I, R> key(KeyExtractor<I> key) {
        this.key = Objects.requireNonNull(key, "key");
        return this;
    }

    /** Sets what a call without a key does. Default: {@link MissingKeyPolicy#REFUSE}. */
    public OperationBuilder<I, R> whenKeyIsMissing(MissingKeyPolicy policy) {
        this.whenKeyIsMissing = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the part of the input that must be equal in every call with one key. Default: all of it, or its
     * {@link ContentIdentity} if it has one.
     */
    public OperationBuilder<I, R> fingerprintOf(Function<I, @Nullable Object> part) {
        this.fingerprinted = Objects.requireNonNull(part, "part");
        this.fingerprintsInput = false;
        return this;
    }

    /** Compares no payloads: a key alone decides. A key used twice by mistake then gets another call's result. */
    public OperationBuilder<I, R> withoutFingerprint() {
        this.fingerprinted = null;
        return this;
    }

    /** Treats a record whose fingerprint is of another algorithm as equal. Default: such a call is refused (E2). */
    public OperationBuilder<I, R> acceptUnverifiable() {
        this.fingerprintPolicy = FingerprintPolicy.ACCEPT_INCOMPARABLE;
        return this;
    }

    /** Sets how long a result is replayed, from completion. Default: 24 hours. More than 2ε; at most ten years. */
    public OperationBuilder<I, R> dedupeWindow(Duration dedupeWindow) {
        this.dedupeWindow = Objects.requireNonNull(dedupeWindow, "dedupeWindow");
        return this;
    }

    /**
     * Sets how long an unfinished record is kept, from its claim. Default: the dedupe window. At least the window; a
     * longer lease is covered in any case.
     */
    public OperationBuilder<I, R> retention(Duration retention) {
        this.retention = Objects.requireNonNull(retention, "retention");
        return this;
    }

    /**
     * Declares how long a claim excludes others at least, and allows calls without a deadline: their deadline is the
     * lease less ε. Default: none, the lease covers the call's deadline plus ε. More than ε plus the recording time.
     */
    public OperationBuilder<I, R> lease(Duration lease) {
        this.lease = Objects.requireNonNull(lease, "lease");
        return this;
    }

    /** Sets the time before the deadline that is reserved for recording the result. Default: 500 ms. Positive. */
    public OperationBuilder<I, R> recordingTime(Duration recordingTime) {
        this.recordingTime = Objects.requireNonNull(recordingTime, "recordingTime");
        return this;
    }

    /** Sets what a call does while another attempt runs. Default: {@link InProgressPolicy#failFast()}. */
    public OperationBuilder<I, R> onInProgress(InProgressPolicy policy) {
        this.onInProgress = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Sets what happens after an unknown outcome. Default: {@link UnknownOutcomePolicy#reExecute()}. */
    public OperationBuilder<I, R> onUnknownOutcome(UnknownOutcomePolicy<I, R> policy) {
        this.onUnknownOutcome = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Declares that the body makes every effect in a step. An attempt that ends while no step is in flight has then no
     * unknown outcome: it is released as NOT_EXECUTED, and the next one goes on after the last recovery point. Needs a
     * store that keeps recovery points. Default: effects may be anywhere in the body.
     */
    public OperationBuilder<I, R> effectsAreSteps() {
        this.effectsAreSteps = true;
        return this;
    }

    /**
     * Declares that a key legitimately recurs after its window, as a yearly renewal: effect keys are then the same over
     * attempts only, and other ones after window or retention. Default: they are the same for ever, so that a late
     * duplicate is still recognised downstream. A bypassed call has no generation and uses the keys that are the same for
     * ever.
     */
    public OperationBuilder<I, R> effectKeysPerGeneration() {
        this.effectKeysPerGeneration = true;
        return this;
    }

    /** Declares what exceptions mean; the first rule that fits decides. Default: every failure's outcome is unknown. */
    public OperationBuilder<I, R> onFailure(FailureRule... rules) {
        this.onFailure = List.of(rules);
        return this;
    }

    /** Sets what a duplicate gets instead of the stored result. Default: the stored result. */
    public OperationBuilder<I, R> onReplay(Replay<I, R> replay) {
        this.onReplay = Objects.requireNonNull(replay, "replay");
        return this;
    }

    /** Sets what a call does when the store gives no answer. Default: {@link OutagePolicy#FAIL_CLOSED} (E9). */
    public OperationBuilder<I, R> whenStoreIsUnavailable(OutagePolicy policy) {
        this.whenStoreIsUnavailable = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets how long a claim may take at most, tries and pauses included. Default: until the recording time before the
     * deadline; half of that where the body shall run although the store is unavailable. Positive.
     */
    public OperationBuilder<I, R> claimTimeout(Duration claimTimeout) {
        this.claimTimeout = Objects.requireNonNull(claimTimeout, "claimTimeout");
        return this;
    }

    /**
     * Sets a switch that, while true, runs every body without protection. Read once per call. Default: false. Duplicates
     * are then possible; a key is still required only for effect keys.
     */
    public OperationBuilder<I, R> killSwitch(BooleanSupplier killSwitch) {
        this.killSwitch = Objects.requireNonNull(killSwitch, "killSwitch");
        return this;
    }

    /** Builds the operation with a fixed body. */
    public Operation<I, R> body(Body<I, R> body) {
        return new Operation<>(build(), Objects.requireNonNull(body, "body"));
    }

    /**
     * Builds the operation with a body whose effects are writes to the database that keeps the records; see
     * {@link TransactionalOperation}. Every call needs its record, so that the kill switch, calls without a key and calls
     * without a store are refused here.
     *
     * @param store the store of this engine
     * @throws IllegalArgumentException if it is another store, or a setting allows calls without protection
     */
    public <W> TransactionalOperation<I, R, W> transaction(CommitStore<W> store, TransactionalBody<I, R, W> body) {
        Objects.requireNonNull(body, "body");
        requireOwn(store);
        if (killSwitch != null
                || whenKeyIsMissing == MissingKeyPolicy.EXECUTE_UNGUARDED
                || whenStoreIsUnavailable == OutagePolicy.EXECUTE_UNGUARDED) {
            throw refused(
                    "a transactional operation commits its effects with its record, so that it has no calls without "
                            + "protection: leave out killSwitch(...), whenKeyIsMissing(EXECUTE_UNGUARDED) and "
                            + "whenStoreIsUnavailable(EXECUTE_UNGUARDED)");
        }
        if (effectKeysPerGeneration) {
            throw refused("a transactional operation has no generation before its commit: leave out "
                    + "effectKeysPerGeneration()");
        }
        OperationSpec<I, R> spec = spec().withEffectsInSteps();
        return new TransactionalOperation<>(engine, spec, store, body);
    }

    @SuppressWarnings("ReferenceEquality") // two stores are one only if they are
    private void requireOwn(CommitStore<?> store) {
        if (Objects.requireNonNull(store, "store") != engine.store()) {
            throw refused("transaction(...) got another store than Idempotency.builder: give the same instance");
        }
    }

    /** Builds the operation without a body: each call brings its own. */
    public OperationTemplate<I, R> build() {
        return new OperationTemplate<>(engine, spec());
    }

    private OperationSpec<I, R> spec() {
        if (key == null) {
            throw refused("no key was given. Say what names the caller's intent with key(...)");
        }
        requireFingerprinter();
        requireLonger("dedupeWindow", dedupeWindow, engine.clockSkew().multipliedBy(2), "twice the clock skew");
        Duration kept = retention == null ? dedupeWindow : retention;
        if (kept.compareTo(dedupeWindow) < 0) {
            throw refused("retention " + kept + " must not be shorter than the dedupeWindow " + dedupeWindow);
        }
        requireLonger("retention", kept, engine.clockSkew().multipliedBy(2), "twice the clock skew");
        requireLonger("recordingTime", recordingTime, Duration.ZERO, "nothing");
        if (lease != null) {
            requireLonger("lease", lease, engine.clockSkew().plus(recordingTime), "the clock skew and recordingTime");
        }
        if (claimTimeout != null) {
            requireLonger("claimTimeout", claimTimeout, Duration.ZERO, "nothing");
        }
        requireDistinctFailures();
        if (effectsAreSteps && !(engine.store() instanceof CheckpointStore)) {
            throw refused("effectsAreSteps() needs a store that keeps recovery points, "
                    + engine.store().name() + " keeps none");
        }
        return new OperationSpec<>(
                name,
                result,
                tenant,
                key,
                whenKeyIsMissing,
                fingerprinted,
                fingerprintPolicy,
                dedupeWindow,
                kept,
                lease,
                recordingTime,
                onInProgress,
                onUnknownOutcome,
                effectsAreSteps,
                effectKeysPerGeneration,
                onFailure,
                onReplay,
                whenStoreIsUnavailable,
                claimTimeout,
                killSwitch == null ? () -> false : killSwitch);
    }

    private void requireFingerprinter() {
        if (fingerprinted == null) {
            return;
        }
        Fingerprinter fingerprinter = engine.fingerprinter();
        if (fingerprinter == null) {
            throw refused("no Fingerprinter was given. Give Idempotency.builder one, or say withoutFingerprint()");
        }
        if (fingerprintsInput && !hasContentIdentity() && !fingerprinter.canFingerprint(input)) {
            throw refused("input of type " + input + " has no canonical form for "
                    + fingerprinter.getClass().getSimpleName()
                    + ". Give Idempotency.builder a codec such as JacksonCodec, say fingerprintOf(...) a part of it, or "
                    + "withoutFingerprint()");
        }
    }

    private boolean hasContentIdentity() {
        return input.type() instanceof Class<?> type
                && (type == Blob.class || ContentIdentity.class.isAssignableFrom(type));
    }

    private void requireLonger(String argument, Duration duration, Duration bound, String what) {
        if (duration.compareTo(bound) <= 0) {
            throw refused(argument + " " + duration + " must be longer than " + what + ", " + bound);
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw refused(argument + " " + duration + " must be at most " + LONGEST.toDays() + " days");
        }
    }

    private void requireDistinctFailures() {
        Set<String> names = new HashSet<>();
        for (FailureRule rule : onFailure) {
            if (rule instanceof FailureRule.Final<?> declared && !names.add(declared.name())) {
                throw refused("onFailure has two final failures named '" + declared.name() + "'");
            }
        }
    }

    private IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("Operation '" + name + "': " + why);
    }
}
