// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.model.IdempotencyKey;
import java.util.List;

/** A checkout in three steps, each sent to a receiver that honours keys. */
record ThreeSteps(String order, Receivers receivers) implements CrashScenario {

    private static final List<String> STEPS = List.of("charge", "reserve", "mail");

    static ThreeSteps of(String order) {
        return new ThreeSteps(order, new Receivers());
    }

    @Override
    public IdempotencyKey key() {
        return IdempotencyKey.of("checkout", order);
    }

    @Override
    public String result() {
        return "charge done, reserve done, mail done";
    }

    @Override
    public void prepare(CrashDelivery delivery) {
        // The first delivery finds nothing.
    }

    @Override
    public Outcome<String> call(CrashDelivery delivery) throws Exception {
        Operation<String, String> checkout = delivery.operation("checkout").body((input, execution) -> {
            StringBuilder receipt = new StringBuilder();
            for (String step : STEPS) {
                String answer = execution.step(step, String.class, effect -> {
                    delivery.moments().pass();
                    String sent = receivers.send(step, effect.key());
                    delivery.moments().pass();
                    return sent;
                });
                receipt.append(receipt.isEmpty() ? "" : ", ").append(answer);
            }
            return receipt.toString();
        });
        return checkout.tryRun(order, CrashDelivery.IN_20_S);
    }

    @Override
    public void judge(int deliveries) {
        for (String step : STEPS) {
            assertThat(receivers.effects(step))
                    .as("%s: effects of %s", order, step)
                    .isEqualTo(1);
            assertThat(receivers.requests(step))
                    .as("%s: requests of %s", order, step)
                    .isBetween(1, deliveries);
        }
    }
}
