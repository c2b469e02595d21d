// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.ClaimLostException;
import dev.semel.StepNotRecordedException;
import dev.semel.StepPostponedException;
import dev.semel.Transaction;
import dev.semel.TransactionalStepBody;
import dev.semel.UnknownEffectException;
import dev.semel.codec.RecordPart;
import dev.semel.codec.TypeRef;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.PrintableText;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.step.Effect;
import dev.semel.step.Receiver;
import dev.semel.step.Step;
import dev.semel.step.StepBody;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one attempt. A step that an earlier attempt finished returns the stored result; any other makes its
 * effect, and its result is recorded before the next line of the body runs. Thread-safe: steps may run in parallel.
 *
 * <p>A step that has begun and is not recorded is in flight: if the attempt ends then, its outcome is unknown. Once the
 * claim is lost, no further step begins.
 */
final class Steps {

    /** The prefix of the names of the engine's own steps. */
    static final String RESERVED = "semel:";

    private final KeyedCall<?, ?> call;
    private final IdempotencyKey key;
    private final IdempotencyRecord.InProgress record;
    private final Lease lease;
    private final Function<String, String> effectKeys;
    private final Map<String, RecoveryPoint> reached;
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private volatile @Nullable UnknownEffectException forgotten;
    private volatile @Nullable UnknownEffectException unknown;
    private volatile @Nullable StepNotRecordedException unrecorded;
    private volatile @Nullable ContractException withoutResult;
    private volatile boolean reconciled;
    private volatile boolean ended;
    private volatile boolean recorded;

    Steps(KeyedCall<?, ?> call, IdempotencyRecord.InProgress record, Lease lease, Function<String, String> effectKeys) {
        this.call = call;
        this.key = call.key();
        this.record = record;
        this.lease = lease;
        this.effectKeys = effectKeys;
        this.reached = byName(record.recoveryPoints());
    }

    private static Map<String, RecoveryPoint> byName(List<RecoveryPoint> points) {
        if (points.isEmpty()) {
            return Map.of(); // spares most calls, and the first one of all, a stream
        }
        return points.stream().collect(Collectors.toUnmodifiableMap(RecoveryPoint::name, Function.identity()));
    }

    <T> @Nullable T run(Step step, TypeRef<T> type, StepBody<T> body) throws Exception {
        begin(step);
        RecoveryPoint point = reached.get(step.name());
        if (point != null) {
            return stored(point, type);
        }
        CheckpointStore checkpoints = checkpoints(step);
        requireStorable(step, type);
        refuseForgotten(step);
        lease.renewWhenHalfOver();
        refuseTooLate(step);
        takeOff(step);
        T value = body.run(effect(step));
        requireResult(step, type, value);
        Stored<T> stored = stored(step, value, type);
        try {
            WriteRequest.Checkpoint request = checkpoint(step, stored.bytes());
            record(step, timed -> checkpoints.checkpoint(request, timed));
        } catch (StoreException e) {
            throw notRecorded(StepNotRecordedException.of(key, step.name(), e));
        } catch (StepNotRecordedException e) {
            throw notRecorded(e);
        }
        inFlight.remove(step.name());
        return stored.answer();
    }

    /**
     * Such a step is never in flight: the recovery point shows whether the writes were made, whatever the store
     * answered.
     */
    <T, W> @Nullable T commit(Step step, TypeRef<T> type, CommitStore<W> records, TransactionalStepBody<T, W> body)
            throws Exception {
        requireOwn(step, records);
        begin(step);
        RecoveryPoint point = reached.get(step.name());
        if (point != null) {
            return stored(point, type);
        }
        requireStorable(step, type);
        lease.renewWhenHalfOver();
        refuseTooLate(step);
        Transaction<T, W> transaction = Given.by("body of a transactional step", key.scope(), body.run(effect(step)));
        requireResult(step, type, transaction.value());
        Stored<T> stored = encoded(step, transaction.value(), type);
        WriteRequest.Checkpoint request = checkpoint(step, stored.bytes());
        try {
            record(step, timed -> records.checkpoint(request, transaction.writes(), timed));
        } catch (StoreException e) {
            throw StepNotRecordedException.undecided(key, step.name(), e);
        }
        return stored.answer();
    }

    /** Marks the step as in flight; refuses it if the attempt has ended, or lost its claim, in the meantime. */
    private void takeOff(Step step) {
        inFlight.add(step.name());
        ClaimLostException known = lease.lost();
        if (ended || known != null) {
            inFlight.remove(step.name());
            throw known != null ? known : tooLate(step);
        }
    }

    private StepNotRecordedException notRecorded(StepNotRecordedException exception) {
        unrecorded = exception;
        return exception;
    }

    /** Notes the reconciler's answer that no unrecorded step took effect. */
    void reconcilerConfirmed() {
        reconciled = true;
    }

    /** Lets no further step begin: the body has returned or thrown. */
    void end() {
        ended = true;
    }

    /** {@return whether a step has begun and is not recorded} */
    boolean isInFlight() {
        return !inFlight.isEmpty();
    }

    /** {@return whether a step of this attempt threw this because its receiver may have forgotten the effect key} */
    @SuppressWarnings("ReferenceEquality") // the exception of a nested operation has no meaning here
    boolean isForgotten(Throwable thrown) {
        return thrown == forgotten;
    }

    /** {@return whether a step of this attempt threw this because the state of its effect is unknown} */
    @SuppressWarnings("ReferenceEquality")
    boolean isUnknown(Throwable thrown) {
        return thrown == forgotten || thrown == unknown || thrown == unrecorded || thrown == withoutResult;
    }

    /** {@return the names of the recovery points that no step of this attempt asked for} */
    List<String> unused() {
        if (reached.isEmpty()) {
            return List.of();
        }
        return reached.keySet().stream()
                .filter(name -> !used.contains(name))
                .sorted()
                .toList();
    }

    private void begin(Step step) {
        if (ended) {
            throw tooLate(step);
        }
        ClaimLostException known = lease.lost();
        if (known != null) {
            throw known;
        }
        if (!used.add(step.name())) {
            throw new IllegalStateException(named(step) + " was used twice in one execution of operation '"
                    + PrintableText.name(key.scope()) + "': give each step a name of its own");
        }
    }

    /** {@return a step for messages} */
    static String named(Step step) {
        return "Step '" + PrintableText.name(step.name()) + "'";
    }

    private static IllegalStateException tooLate(Step step) {
        return new IllegalStateException(
                named(step) + " began after the body had returned: work started in a body must end in it");
    }

    private <T> @Nullable T stored(RecoveryPoint point, TypeRef<T> type) {
        try {
            return call.values().decode(point.value(), type, part(point.name()));
        } catch (Throwable e) {
            UnknownEffectException exception = UnknownEffectException.unreadable(key, point.name(), e);
            unknown = exception;
            throw exception;
        }
    }

    @SuppressWarnings("ReferenceEquality") // only the very instance shares its transactions
    private void requireOwn(Step step, CommitStore<?> records) {
        if (records != call.engine().store()) {
            throw new IllegalArgumentException(named(step) + " of operation '" + PrintableText.name(key.scope())
                    + "' commits to another store than that of its engine: give the one that Idempotency.builder got");
        }
    }

    private CheckpointStore checkpoints(Step step) {
        if (call.engine().store() instanceof CheckpointStore checkpoints) {
            return checkpoints;
        }
        throw new IllegalStateException(named(step) + " needs a store that keeps recovery points, "
                + call.engine().store().name() + " keeps none");
    }

    /** A receiver that has forgotten the key would make the effect a second time. */
    private void refuseForgotten(Step step) {
        Receiver receiver = step.receiver();
        if (receiver == null || receiver.remembers() == null || record.earlier() != Certainty.UNKNOWN || reconciled) {
            return;
        }
        Duration age = Duration.between(Instant.ofEpochMilli(record.claim().generation()), call.now());
        if (age.plus(call.engine().clockSkew()).compareTo(receiver.remembers()) >= 0) {
            UnknownEffectException exception = UnknownEffectException.forgotten(key, step, receiver, age);
            forgotten = exception;
            throw exception;
        }
    }

    private void refuseTooLate(Step step) {
        Duration left = lease.remaining();
        if (left.compareTo(step.needs()) < 0 || lease.isOver()) {
            throw StepPostponedException.of(key, step, left);
        }
    }

    private Effect effect(Step step) {
        return new Effect(
                step.name(),
                effectKeys.apply(step.name()),
                record.claim().fence(),
                record.claim().attempt(),
                step.receiver());
    }

    /** The result of a step: its bytes, and what the body gets of it. */
    private record Stored<T>(@Nullable Blob bytes, @Nullable T answer) {}

    private <T> Stored<T> encoded(Step step, @Nullable T value, TypeRef<T> type) {
        Blob bytes = call.values().encode(value, type, part(step.name()));
        return new Stored<>(bytes, call.values().answer(value, bytes, type, part(step.name())));
    }

    private <T> Stored<T> stored(Step step, @Nullable T value, TypeRef<T> type) {
        try {
            return encoded(step, value, type);
        } catch (Throwable e) {
            throw notRecorded(StepNotRecordedException.of(key, step.name(), e));
        }
    }

    /** A result that could not be read back would stop every later attempt, after the effect. */
    private void requireStorable(Step step, TypeRef<?> type) {
        call.values().whyUnsupported(type).ifPresent(reason -> {
            throw new IllegalArgumentException(named(step) + " of operation '" + PrintableText.name(key.scope())
                    + "': a result of type " + type + " cannot be stored: " + reason);
        });
    }

    private void requireResult(Step step, TypeRef<?> type, @Nullable Object value) {
        if (value == null && type.type() != Void.class && !call.spec().isNullable()) {
            ContractException exception =
                    ContractException.nullResult(key.scope(), "step '" + PrintableText.name(step.name()) + "'");
            withoutResult = exception;
            throw exception;
        }
    }

    private static RecordPart part(String step) {
        return new RecordPart.StepResult(step);
    }

    private WriteRequest.Checkpoint checkpoint(Step step, @Nullable Blob value) {
        RecoveryPoint point = new RecoveryPoint(
                step.name(), value, record.claim().attempt(), call.now().truncatedTo(ChronoUnit.MILLIS));
        return new WriteRequest.Checkpoint(key, record.claim().id(), point);
    }

    /** {@return whether the write of a recovery point was sent} */
    boolean isAnyRecorded() {
        return recorded;
    }

    private void record(Step step, Function<StoreCall, WriteVerdict> write) {
        recorded = true; // or perhaps, if no answer comes
        WriteVerdict verdict =
                call.store().callToTheEnd("checkpoint", lease.lastWrite(), RetryPolicy.RECORDING_TRIES, write);
        switch (verdict) {
            case WriteVerdict.Applied applied ->
                call.tell(new OperationEvent.StepRecorded(key, record.claim().attempt(), step.name()));
            case WriteVerdict.Fenced fenced -> throw lease.lost("checkpoint", fenced);
        }
    }
}
