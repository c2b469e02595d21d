// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Outcome;
import dev.semel.Reconciliation;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.model.IdempotencyKey;

/**
 * A charge without steps, under a claim only.
 *
 * @param order the order
 * @param reconciled whether the receiver is asked after an unknown outcome; else it must honour the effect key
 * @param receivers gets the charge
 */
record OneEffect(String order, boolean reconciled, Receivers receivers) implements CrashScenario {

    private static final String DONE = "charge done";

    static OneEffect claimOnly(String order) {
        return new OneEffect(order, false, new Receivers());
    }

    static OneEffect reconciled(String order) {
        return new OneEffect(order, true, new Receivers());
    }

    @Override
    public IdempotencyKey key() {
        return IdempotencyKey.of(reconciled ? "charge-reconciled" : "charge", order);
    }

    @Override
    public String result() {
        return DONE;
    }

    @Override
    public void prepare(CrashDelivery delivery) {
        // The first delivery finds nothing.
    }

    @Override
    public Outcome<String> call(CrashDelivery delivery) throws Exception {
        return delivery.operation(key().scope())
                .onUnknownOutcome(policy())
                .body((input, execution) -> {
                    delivery.moments().pass();
                    String answer = receivers.send("charge", execution.effectKey("charge"));
                    delivery.moments().pass();
                    return answer;
                })
                .tryRun(order, CrashDelivery.IN_20_S);
    }

    private UnknownOutcomePolicy<String, String> policy() {
        return reconciled
                ? UnknownOutcomePolicy.reconcile((input, evidence) ->
                        receivers.requests("charge") > 0 ? Reconciliation.executed(DONE) : Reconciliation.notExecuted())
                : UnknownOutcomePolicy.reExecute();
    }

    @Override
    public void judge(int deliveries) {
        assertThat(receivers.effects("charge")).as("%s: effects", order).isEqualTo(1);
        assertThat(receivers.requests("charge")).as("%s: requests", order).isBetween(1, reconciled ? 1 : deliveries);
    }
}
