// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.StoredResult;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution;
import dev.semel.store.RepairStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Decides what a change comes to. Pure: where a transition of the protocol exists, {@link Transitions} makes the next
 * record. Immutable and thread-safe.
 */
public final class Planner {

    private final Duration clockSkew;

    private Planner(Duration clockSkew) {
        this.clockSkew = clockSkew;
    }

    /**
     * {@return a planner}
     *
     * @param clockSkew the most by which the clocks of the clients and of the operator's machine differ, ε; 2 s by
     *     default of the engine. A lease counts as over only ε after its end, and a record as past its time only 2ε
     *     after
     *     it; positive
     */
    public static Planner of(Duration clockSkew) {
        if (!Objects.requireNonNull(clockSkew, "clockSkew").isPositive()) {
            throw new IllegalArgumentException("clockSkew must be positive, is " + clockSkew);
        }
        return new Planner(clockSkew);
    }

    /**
     * {@return the plan of a change}
     *
     * @param seen the explanation of the record as the operator saw it
     * @param change the change
     * @param now the present moment, which may be later than that of the explanation
     */
    public Plan plan(Explanation seen, Change change, Instant now) {
        Known record = seen.known().orElse(null);
        if (record == null) {
            return new Plan.Refused(
                    seen.record().isEmpty()
                            ? "the store holds no record of this key"
                            : "the record cannot be read; nothing changes what cannot be read");
        }
        if (record.claim().id().equals(ClaimId.FOREIGN)) {
            return new Plan.Refused("another library wrote the record; change it with the tools of that library");
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        String id = seen.name().recordId();
        return switch (change) {
            case Change.ResolveWithResult resolve ->
                resolve(id, record, new Resolution.WithResult(resolve.result(), resolve.window()), at);
            case Change.ResolveToExecute resolve ->
                resolve(id, record, new Resolution.ReExecute(resolve.retention()), at);
            case Change.Release release -> release(id, record, release.certainty(), at);
            case Change.Erase erase -> erase(id, record, erase.quarantineWindow(), at);
            case Change.Forget forget -> forget(id, record, at);
        };
    }

    private static Plan resolve(String id, Known record, Resolution resolution, Instant at) {
        if (!(record instanceof Quarantined)) {
            return new Plan.Refused("the key is " + word(record, at) + "; only quarantined keys are resolved");
        }
        return transition(
                id, record, new WriteRequest.Resolve(ANY, record.claim().id(), resolution), at);
    }

    private Plan release(String id, Known record, Certainty certainty, Instant at) {
        if (record.isExpired(at)) {
            return new Plan.Refused("the record is past its time: the next call executes in any case");
        }
        if (!(record instanceof InProgress held)) {
            return new Plan.Refused(
                    "the key is " + word(record, at) + "; only claims whose lease is over are released");
        }
        return isLive(held, at)
                ? live(held)
                : transition(
                        id, record, new WriteRequest.Release(ANY, held.claim().id(), certainty), at);
    }

    private Plan erase(String id, Known record, Duration quarantineWindow, Instant at) {
        if (record.isExpired(at)) {
            return removed(id, record, at);
        }
        return switch (record) {
            case InProgress held -> isLive(held, at) ? live(held) : erased(id, held, at, held.retainedUntil());
            case Released released -> erased(id, released, at, released.retainedUntil());
            case Completed completed ->
                completed.result().equals(ErasedResult.MARK)
                        ? new Plan.Refused("the data of this key is erased already")
                        : erased(id, completed, completed.completedAt(), completed.windowEndsAt());
            case Quarantined parked ->
                transition(
                        id,
                        parked,
                        new WriteRequest.Resolve(
                                ANY,
                                parked.claim().id(),
                                new Resolution.WithResult(ErasedResult.MARK, quarantineWindow)),
                        at);
        };
    }

    private Plan forget(String id, Known record, Instant at) {
        if (record.isExpired(at)) {
            return removed(id, record, at);
        }
        if (record instanceof Quarantined) {
            return new Plan.Refused(
                    "the key is quarantined; resolve it first, so that nobody forgets an open question");
        }
        if (record instanceof InProgress held && isLive(held, at)) {
            return live(held);
        }
        // S4: the next first claim takes its fencing token from a clock, which may be ε behind ours.
        Instant safe = Instant.ofEpochMilli(record.claim().fence()).plus(clockSkew.multipliedBy(2));
        return at.isAfter(safe)
                ? new Plan.Remove(new RepairStore.Removal(id, record))
                : new Plan.Refused("the key was claimed too short a time ago for its fencing token to grow; wait until "
                        + Moment.text(safe.plusSeconds(1)));
    }

    private Plan removed(String id, Known record, Instant at) {
        return isPast(record, at)
                ? new Plan.Remove(new RepairStore.Removal(id, record))
                : new Plan.Refused("the record has just ended, and by another clock perhaps not yet; try again in "
                        + Moment.span(clockSkew.multipliedBy(2)));
    }

    /** {@return whether a record is past its time by every clock (S4)} */
    boolean isPast(Known record, Instant at) {
        return record.isExpired(at.minus(clockSkew.multipliedBy(2)));
    }

    /** {@return whether a lease may still exclude others by some clock} */
    boolean isLive(InProgress held, Instant at) {
        return held.isLeaseLive(at.minus(clockSkew));
    }

    private Plan live(InProgress held) {
        return new Plan.Refused("the lease of attempt " + held.claim().attempt() + " is live until "
                + Moment.text(held.leaseExpiresAt()) + " (and " + Moment.span(clockSkew)
                + " for clocks that differ); wait: its effects may be happening now");
    }

    // ---- next records ----

    /** The key of a request that never leaves this class: {@link Transitions} does not look at it. */
    private static final IdempotencyKey ANY = IdempotencyKey.of("plan", "plan");

    private static Plan transition(String id, Known record, WriteRequest request, Instant at) {
        return Transitions.write(record, request, at).next() instanceof Known next
                        && next.revision() == record.revision() + 1
                ? new Plan.Replace(new RepairStore.Replacement(id, record, next))
                : new Plan.Refused("the record does not allow it");
    }

    private static Plan erased(String id, Known record, Instant completedAt, Instant end) {
        StoredResult.Missing mark = ErasedResult.MARK;
        Completed next =
                new Completed(record.claim(), record.fingerprint(), record.revision() + 1, mark, completedAt, end);
        return new Plan.Replace(new RepairStore.Replacement(id, record, next));
    }

    private static String word(Known record, Instant at) {
        return Situation.of(record, at).word();
    }
}
