// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.codec.ContentIdentity;
import dev.semel.codec.TypeRef;
import dev.semel.engine.Engine;
import dev.semel.engine.OperationSpec;
import dev.semel.engine.SpecRules;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.Text;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds an operation. Settings that contradict each other are refused when it is built, with the name of the argument.
 * Not thread-safe.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class OperationBuilder<I, R> {

    private static final Duration DEFAULT_WINDOW = Duration.ofHours(24);

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
    private @Nullable Duration dedupeWindow;
    private @Nullable Duration retention;
    private @Nullable Duration lease;
    private Duration recordingTime = Duration.ofMillis(500);
    private InProgressPolicy onInProgress = InProgressPolicy.failFast();
    private UnknownOutcomePolicy<I, R> onUnknownOutcome = UnknownOutcomePolicy.reExecute();
    private boolean nullableResult;
    private boolean answersAsStored;
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
        Text.requireEncodable(name, "name");
        SpecRules.requireStorable(engine, name, result, true); // what only answersAsStored() allows: when it is built
    }

    /**
     * Sets the tenant of a call, which becomes part of the key. An input without one is an error, as without a key.
     * Default: the empty tenant, for every call.
     *
     * @param tenant takes the tenant from an input; null or empty if it has none
     * @return this builder
     */
    public OperationBuilder<I, R> tenant(Function<I, @Nullable String> tenant) {
        this.tenant = Objects.requireNonNull(tenant, "tenant");
        return this;
    }

    /**
     * Sets the key, which names the caller's intent, such as an order number. Required. See {@link KeyParts} for
     * several parts.
     *
     * @param key takes the key from an input
     * @return this builder
     */
    public OperationBuilder<I, R> key(KeyExtractor<I> key) {
        this.key = Objects.requireNonNull(key, "key");
        return this;
    }

    /**
     * Sets the behaviour of a call without a key. Default: {@link MissingKeyPolicy#REFUSE}.
     *
     * @param policy the policy
     * @return this builder
     */
    public OperationBuilder<I, R> whenKeyIsMissing(MissingKeyPolicy policy) {
        this.whenKeyIsMissing = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the part of the input that must be equal in every call with one key. Default: all of it, or its
     * {@link ContentIdentity} if it has one.
     *
     * @param part takes the part from an input; may return null
     * @return this builder
     */
    public OperationBuilder<I, R> fingerprintOf(Function<I, @Nullable Object> part) {
        this.fingerprinted = Objects.requireNonNull(part, "part");
        this.fingerprintsInput = false;
        return this;
    }

    /**
     * Compares no payloads: a key alone decides. A key used twice by mistake then gets another call's result.
     *
     * @return this builder
     */
    public OperationBuilder<I, R> withoutFingerprint() {
        this.fingerprinted = null;
        return this;
    }

    /**
     * Treats a record whose fingerprint is of another algorithm as equal. Default: such a call is refused (E2).
     *
     * @return this builder
     */
    public OperationBuilder<I, R> acceptUnverifiable() {
        this.fingerprintPolicy = FingerprintPolicy.ACCEPT_INCOMPARABLE;
        return this;
    }

    /**
     * Sets the time for which a result is replayed, from completion. Default: 24 hours, or as long as the source of the
     * events may deliver again, if that is longer; see {@link Operation#covering}. More than 2ε; at most ten years.
     *
     * @param dedupeWindow the window
     * @return this builder
     */
    public OperationBuilder<I, R> dedupeWindow(Duration dedupeWindow) {
        this.dedupeWindow = Objects.requireNonNull(dedupeWindow, "dedupeWindow");
        return this;
    }

    /**
     * Sets the time for which an unfinished record is kept, from its claim. Default: the dedupe window. At least the
     * window; a longer lease is covered in any case.
     *
     * @param retention the retention
     * @return this builder
     */
    public OperationBuilder<I, R> retention(Duration retention) {
        this.retention = Objects.requireNonNull(retention, "retention");
        return this;
    }

    /**
     * Declares the shortest time for which a claim excludes others, and allows calls without a deadline: their deadline
     * is the lease less ε. Default: none, the lease covers the call's deadline plus ε. More than ε plus the recording
     * time.
     *
     * @param lease the lease
     * @return this builder
     */
    public OperationBuilder<I, R> lease(Duration lease) {
        this.lease = Objects.requireNonNull(lease, "lease");
        return this;
    }

    /**
     * Sets the time before the deadline that is reserved for recording the result. Default: 500 ms. Positive.
     *
     * @param recordingTime the reserved time
     * @return this builder
     */
    public OperationBuilder<I, R> recordingTime(Duration recordingTime) {
        this.recordingTime = Objects.requireNonNull(recordingTime, "recordingTime");
        return this;
    }

    /**
     * Sets the behaviour of a call while another attempt runs. Default: {@link InProgressPolicy#failFast()}.
     *
     * @param policy the policy
     * @return this builder
     */
    public OperationBuilder<I, R> onInProgress(InProgressPolicy policy) {
        this.onInProgress = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the treatment of an unknown outcome. Default: {@link UnknownOutcomePolicy#reExecute()}.
     *
     * @param policy the policy
     * @return this builder
     */
    public OperationBuilder<I, R> onUnknownOutcome(UnknownOutcomePolicy<I, R> policy) {
        this.onUnknownOutcome = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Allows null as a result, and as the result of each step. Default: only {@code Void} has none; a body or a step
     * that returns null has failed, with an unknown outcome, before anything is recorded.
     *
     * @return this builder
     */
    public OperationBuilder<I, R> nullableResult() {
        this.nullableResult = true;
        return this;
    }

    /**
     * Gives the first caller what every duplicate gets: the result as it was stored and read back; a step likewise
     * returns what the next attempt gets of it. So a result may be of a type that comes back as another one, such as
     * {@code Object} or a class with ignored members, because all callers get the same. Costs reading each result
     * once. A result that cannot be read back is not recorded, like one that cannot be written. Calls without
     * protection store nothing, and return the value of the body. Default: the first caller gets the value of the body,
     * and the codec refuses a type that may not come back equal.
     *
     * @return this builder
     */
    public OperationBuilder<I, R> answersAsStored() {
        this.answersAsStored = true;
        return this;
    }

    /**
     * Declares that the body makes every effect in a step. An attempt that ends while no step is in flight has then no
     * unknown outcome: it is released as NOT_EXECUTED, and the next one continues after the last recovery point. Needs
     * a store that keeps recovery points. Default: effects may be anywhere in the body.
     *
     * @return this builder
     */
    public OperationBuilder<I, R> effectsAreSteps() {
        this.effectsAreSteps = true;
        return this;
    }

    /**
     * Declares that a key legitimately recurs after its window, such as a yearly renewal: effect keys then stay the
     * same across attempts, but change once the window or retention has ended. Default: they stay the same for ever, so
     * that a late duplicate is still recognised downstream. A bypassed call has no generation and uses the keys that
     * are the same for ever.
     *
     * @return this builder
     */
    public OperationBuilder<I, R> effectKeysPerGeneration() {
        this.effectKeysPerGeneration = true;
        return this;
    }

    /**
     * Declares the meaning of exceptions; the first rule that fits decides. Default: every failure's outcome is
     * unknown.
     *
     * @param rules the rules, the first that fits first
     * @return this builder
     */
    public OperationBuilder<I, R> onFailure(FailureRule... rules) {
        this.onFailure = List.of(rules);
        return this;
    }

    /**
     * Sets the maker of the value that a duplicate gets instead of the stored result. Default: the stored result.
     *
     * @param replay makes the value
     * @return this builder
     */
    public OperationBuilder<I, R> onReplay(Replay<I, R> replay) {
        this.onReplay = Objects.requireNonNull(replay, "replay");
        return this;
    }

    /**
     * Sets the behaviour of a call when the store gives no answer. Default: {@link OutagePolicy#FAIL_CLOSED} (E9).
     *
     * @param policy the policy
     * @return this builder
     */
    public OperationBuilder<I, R> whenStoreIsUnavailable(OutagePolicy policy) {
        this.whenStoreIsUnavailable = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Sets the longest time that a claim may take, tries and pauses included. Default: until the recording time before
     * the deadline; half of that if the operation fails open. Must be positive.
     *
     * @param claimTimeout the longest time
     * @return this builder
     */
    public OperationBuilder<I, R> claimTimeout(Duration claimTimeout) {
        this.claimTimeout = Objects.requireNonNull(claimTimeout, "claimTimeout");
        return this;
    }

    /**
     * Sets a switch that, while true, runs every body without protection. Read once per call. Default: false.
     * Duplicates are then possible; a key is still required only for effect keys.
     *
     * @param killSwitch the switch
     * @return this builder
     */
    public OperationBuilder<I, R> killSwitch(BooleanSupplier killSwitch) {
        this.killSwitch = Objects.requireNonNull(killSwitch, "killSwitch");
        return this;
    }

    /**
     * Builds the operation with a fixed body.
     *
     * @param body the work of the operation
     * @return the operation
     */
    public Operation<I, R> body(Body<I, R> body) {
        return new Operation<>(build(), Objects.requireNonNull(body, "body"));
    }

    /**
     * Builds the operation with a body whose effects are writes to the database that keeps the records; see {@link
     * TransactionalOperation}. Every call needs its record, so that the kill switch, calls without a key and calls
     * without a store are refused here.
     *
     * @param store the store of this engine
     * @param body the work of the operation
     * @param <W> the writes, in the store's own terms
     * @return the operation
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
        OperationSpec<I, R> spec = spec(true);
        engine.take(name);
        return new TransactionalOperation<>(engine, spec, store, body);
    }

    @SuppressWarnings("ReferenceEquality") // two stores are one only if they are
    private void requireOwn(CommitStore<?> store) {
        if (Objects.requireNonNull(store, "store") != engine.store()) {
            throw refused("transaction(...) got another store than Idempotency.builder: give the same instance");
        }
    }

    /**
     * Builds the operation without a body: each call brings its own.
     *
     * @return the operation, which gets its body with each call
     */
    public OperationTemplate<I, R> build() {
        OperationSpec<I, R> spec = spec(effectsAreSteps);
        engine.take(name);
        return new OperationTemplate<>(engine, spec);
    }

    private OperationSpec<I, R> spec(boolean allEffectsAreSteps) {
        if (key == null) {
            throw refused("no key was given. Declare with key(...) what names the caller's intent");
        }
        Duration window = dedupeWindow == null ? DEFAULT_WINDOW : dedupeWindow;
        OperationSpec<I, R> spec = new OperationSpec<>(
                name,
                result,
                nullableResult || result.type() == Void.class,
                new OperationSpec.Keying<>(tenant, key),
                new OperationSpec.Fingerprinting<>(fingerprinted, fingerprintPolicy),
                new OperationSpec.Timing(
                        window,
                        dedupeWindow != null,
                        retention == null ? window : retention,
                        lease,
                        recordingTime,
                        claimTimeout),
                new OperationSpec.Duplicates<>(onInProgress, onReplay, answersAsStored),
                new OperationSpec.Failures<>(onUnknownOutcome, onFailure),
                new OperationSpec.Effects(allEffectsAreSteps, effectKeysPerGeneration),
                new OperationSpec.Bypass(
                        whenKeyIsMissing, whenStoreIsUnavailable, killSwitch == null ? () -> false : killSwitch));
        if (answersAsStored && onReplay != null) {
            throw refused("answersAsStored() and onReplay(...) contradict each other: leave one of them out");
        }
        SpecRules rules = new SpecRules(engine, spec);
        SpecRules.requireStorable(engine, name, result, answersAsStored);
        rules.requireFingerprinter(input, fingerprintsInput);
        rules.requireTiming();
        rules.requireDistinctFailures();
        if (effectsAreSteps) {
            rules.requireCheckpoints();
        }
        return spec;
    }

    private IllegalArgumentException refused(String why) {
        return SpecRules.refused(name, why);
    }
}
