// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.PrintableText;
import dev.semel.model.Sha256;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Changes records, one at a time: each change is one compare-and-swap on the record that was explained, with an entry
 * in
 * the audit log before and after it. Immutable; thread-safe if the log is.
 */
public final class Operator {

    /** The end of a change. */
    public sealed interface Answer {

        /** The change was made. */
        record Made() implements Answer {}

        /** The record is another one than was seen: nothing was changed. Explain it again. */
        record Outdated() implements Answer {}

        /**
         * The rules do not allow the change: nothing was changed, and nothing was written into the log.
         *
         * @param why the reason and the next step, for people
         */
        record Refused(String why) implements Answer {

            /** Shows the reason in printable ASCII. */
            @Override
            public String toString() {
                return PrintableText.shown("Refused[" + why + "]");
            }
        }
    }

    private final RepairStore store;
    private final InstantSource clock;
    private final Duration timeout;
    private final Planner planner;
    private final AuditLog log;
    private final String user;

    private Operator(
            RepairStore store, InstantSource clock, Duration timeout, Planner planner, AuditLog log, String user) {
        this.store = store;
        this.clock = clock;
        this.timeout = timeout;
        this.planner = planner;
        this.log = log;
        this.user = user;
    }

    /**
     * {@return an operator}
     *
     * @param store the store
     * @param clock the clock that leases and ends are compared with
     * @param timeout the time that one change may take; positive
     * @param planner the rules
     * @param log the log
     * @param user the name of the person or program, for the log; never empty
     */
    public static Operator of(
            RepairStore store, InstantSource clock, Duration timeout, Planner planner, AuditLog log, String user) {
        if (Objects.requireNonNull(user, "user").isEmpty()) {
            throw new IllegalArgumentException("user is empty");
        }
        return new Operator(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(clock, "clock"),
                Objects.requireNonNull(timeout, "timeout"),
                Objects.requireNonNull(planner, "planner"),
                Objects.requireNonNull(log, "log"),
                user);
    }

    /**
     * {@return what the change would come to} Nothing is changed.
     *
     * @param seen the explanation of the record
     * @param change the change
     */
    public Plan plan(Explanation seen, Change change) {
        return planner.plan(seen, change, clock.instant());
    }

    /**
     * Makes a change, if the record is still the one that was seen.
     *
     * @param seen the explanation of the record
     * @param change the change
     * @param reason the reason, for the log; never empty
     * @return what it came to
     * @throws StoreException if the store gave no answer: the change may have been made, explain again
     * @throws RuntimeException of the log: before the change nothing was changed
     */
    public Answer apply(Explanation seen, Change change, String reason) {
        Plan plan = plan(seen, change);
        if (plan instanceof Plan.Refused refused) {
            return new Answer.Refused(refused.why());
        }
        log.write(entry(seen, change, reason, AuditEntry.Phase.BEGINS, OptionalLong.empty()));
        boolean made;
        try {
            made = write(plan);
        } catch (StoreException e) {
            log.write(entry(seen, change, reason, AuditEntry.Phase.UNKNOWN, OptionalLong.empty()));
            throw e;
        }
        OptionalLong revision = made && plan instanceof Plan.Replace replace
                ? OptionalLong.of(replace.next().revision())
                : OptionalLong.empty();
        log.write(entry(seen, change, reason, made ? AuditEntry.Phase.MADE : AuditEntry.Phase.NOT_MADE, revision));
        return made ? new Answer.Made() : new Answer.Outdated();
    }

    private boolean write(Plan plan) {
        StoreCall call = new StoreCall(clock.instant(), timeout);
        return switch (plan) {
            case Plan.Replace replace -> store.replace(replace.replacement(), call);
            case Plan.Remove remove -> store.remove(remove.removal(), call);
            case Plan.Refused refused -> throw new IllegalStateException("A refused change is not written");
        };
    }

    private AuditEntry entry(
            Explanation seen, Change change, String reason, AuditEntry.Phase phase, OptionalLong revision) {
        Instant now = clock.instant();
        String before = seen.situation().word()
                + seen.known().map(known -> ", revision " + known.revision()).orElse("");
        return new AuditEntry(now, user, reason, change.word(), named(seen.name(), change), before, phase, revision);
    }

    /** The id holds the key: the log must not keep what was erased. */
    private static String named(RecordName name, Change change) {
        return switch (change) {
            case Change.Erase erase ->
                "sha256:" + new Sha256().text(name.recordId()).hex();
            case Change.Forget forget ->
                "sha256:" + new Sha256().text(name.recordId()).hex();
            case Change.ResolveWithResult resolve -> name.recordId();
            case Change.ResolveToExecute resolve -> name.recordId();
            case Change.Release release -> name.recordId();
        };
    }
}
