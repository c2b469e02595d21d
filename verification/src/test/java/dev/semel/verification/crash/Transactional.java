// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.OperationBuilder;
import dev.semel.Outcome;
import dev.semel.Reconciliation;
import dev.semel.Transaction;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;

/**
 * A booking whose effect is committed with its record.
 *
 * @param order the order
 * @param counters count the bookings
 * @param kind what was there before, and what an unknown outcome means
 * @param receivers gets the effect of a step that comes first, in {@link Kind#MIXED}
 * @param <W> the effects, in the store's own terms
 */
record Transactional<W>(String order, Counters<W> counters, Kind kind, Receivers receivers) implements CrashScenario {

    private static final Duration DAY = Duration.ofDays(1);

    /** The history that the commit meets. */
    enum Kind {
        /** Nothing was there. */
        FRESH,
        /** A claim has lapsed, and the commit takes the key over. */
        TAKES_OVER,
        /** A claim has lapsed, and a reconciler is asked, who lets the body run. */
        RECONCILES,
        /** A claim has lapsed, and an operator lifts each quarantine, with permission to execute. */
        QUARANTINES,
        /** Nothing was there; an ordinary step comes before a transactional one. */
        MIXED
    }

    static <W> Transactional<W> of(String order, Counters<W> counters, Kind kind) {
        return new Transactional<>(order, counters, kind, new Receivers());
    }

    @Override
    public IdempotencyKey key() {
        return IdempotencyKey.of("book-" + kind, order);
    }

    @Override
    public String result() {
        return kind == Kind.MIXED ? "charge done, booked" : "booked";
    }

    @Override
    public void prepare(CrashDelivery delivery) {
        if (kind == Kind.FRESH || kind == Kind.MIXED) {
            return;
        }
        ClaimRequest gone = new ClaimRequest(
                key(),
                ClaimId.of(2, 1),
                Fingerprint.NONE,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofSeconds(30),
                DAY,
                "another");
        assertThat(delivery.records().claim(gone, delivery.storeCall())).isInstanceOf(ClaimVerdict.Claimed.class);
        delivery.clock().advance(Duration.ofMinutes(1));
    }

    @Override
    public Outcome<String> call(CrashDelivery delivery) throws Exception {
        permit(delivery);
        CommitStore<W> store = committing(delivery.store());
        OperationBuilder<String, String> operation =
                delivery.operation(key().scope()).onUnknownOutcome(policy());
        return kind == Kind.MIXED
                ? mixed(operation, store, delivery.moments())
                : operation
                        .transaction(store, (input, context) -> booking(delivery.moments()))
                        .tryRun(order, CrashDelivery.IN_20_S);
    }

    private Outcome<String> mixed(
            OperationBuilder<String, String> operation, CommitStore<W> store, CrashMoments moments) throws Exception {
        return operation
                .body((input, execution) -> {
                    String charged = execution.step("charge", String.class, effect -> {
                        moments.pass();
                        String sent = receivers.send("charge", effect.key());
                        moments.pass();
                        return sent;
                    });
                    return charged + ", "
                            + execution.transactionalStep("book", String.class, store, effect -> booking(moments));
                })
                .tryRun(order, CrashDelivery.IN_20_S);
    }

    private Transaction<String, W> booking(CrashMoments moments) {
        moments.pass();
        return Transaction.of("booked", counters.plusOne(counter()));
    }

    @SuppressWarnings("unchecked") // its effects are those of the counters
    private CommitStore<W> committing(IdempotencyStore store) {
        return (CommitStore<W>) store;
    }

    private UnknownOutcomePolicy<String, String> policy() {
        return switch (kind) {
            case FRESH, TAKES_OVER, MIXED -> UnknownOutcomePolicy.reExecute();
            case RECONCILES -> UnknownOutcomePolicy.reconcile((input, evidence) -> Reconciliation.notExecuted());
            case QUARANTINES -> UnknownOutcomePolicy.quarantine();
        };
    }

    /** An operator permits whatever is quarantined: the booking is in a recovery point or did not take place. */
    private void permit(CrashDelivery delivery) {
        if (delivery.records().find(key(), delivery.storeCall()).orElse(null) instanceof Quarantined parked) {
            WriteRequest.Resolve permission =
                    new WriteRequest.Resolve(key(), parked.claim().id(), new WriteRequest.Resolution.ReExecute(DAY));
            assertThat(delivery.records().resolve(permission, delivery.storeCall()))
                    .isInstanceOf(WriteVerdict.Applied.class);
        }
    }

    @Override
    public void judge(int deliveries) {
        assertThat(counters.of(counter())).as("%s: bookings", counter()).isEqualTo(1);
        if (kind == Kind.MIXED) {
            assertThat(receivers.effects("charge")).as("%s: charges", order).isEqualTo(1);
        }
    }

    private String counter() {
        return kind + " " + order;
    }
}
