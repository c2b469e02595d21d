// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Evidence;
import dev.semel.Execution;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Reconciliation;
import dev.semel.Transaction;
import dev.semel.UnknownOutcomePolicy;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.TypeRef;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import dev.semel.step.Receiver;
import dev.semel.step.Step;
import dev.semel.store.CommitStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;

/**
 * Charges an order once, marks it as paid, confirms it by mail and announces it. The attempt after a crash asks the
 * payment company what became of the charge, and continues after the last recorded step.
 */
public final class ChargeOrder implements RequestStreamHandler {

    private static final Step CHARGE = Step.named("charge")
            .sentTo(Receiver.idempotencyKeyHeader().remembering(Duration.ofDays(1)))
            .needing(Duration.ofSeconds(2));

    private final RequestStreamHandler handler;

    /** Called by Lambda, once per execution environment. */
    public ChargeOrder() {
        ShopWiring shop = ShopWiring.fromEnvironment("order-queue");
        Charging<?> charging =
                new Charging<>(shop.store(), shop.orders(), shop.payments(), shop.mail(), shop.announcements());
        handler = shop.metrics().around(handler(shop.idempotency(), charging, shop.batches()));
    }

    static RequestStreamHandler handler(Idempotency idempotency, Charging<?> charging, BatchPolicy policy) {
        Operation<JsonDocument, String> charge = idempotency
                .operation("charge", JsonDocument.class, String.class)
                .key(message -> message.text("/orderId").orElse(null))
                .dedupeWindow(Duration.ofDays(14))
                .effectsAreSteps()
                .onFailure(FailureRule.finalFor(
                        "declined", PaymentDeclined.class, FailureCodec.message(PaymentDeclined::new)))
                .onUnknownOutcome(UnknownOutcomePolicy.reconcile((message, evidence) -> charging.ask(evidence)))
                .body((message, execution) ->
                        charging.charge(message.text("/orderId").orElseThrow(), execution));
        return SqsHandler.of(SqsMessage::json, charge, policy.acceptingFinalFailures());
    }

    /**
     * The steps, and what they need.
     *
     * @param <W> the writes of the database that keeps the orders and the idempotency records
     */
    static final class Charging<W> {

        private final CommitStore<W> store;
        private final ShopOrders<W> orders;
        private final PaymentCompany payments;
        private final MailService mail;
        private final Announcements announcements;

        Charging(
                CommitStore<W> store,
                ShopOrders<W> orders,
                PaymentCompany payments,
                MailService mail,
                Announcements announcements) {
            this.store = store;
            this.orders = orders;
            this.payments = payments;
            this.mail = mail;
            this.announcements = announcements;
        }

        /** {@return the payment's id} */
        String charge(String orderId, Execution execution) throws Exception {
            ShopOrder order = orders.find(orderId).orElseThrow();
            String payment = Objects.requireNonNull(
                    execution.step(CHARGE, TypeRef.of(String.class), effect -> payments.charge(order, effect.key())));
            execution.transactionalStep(
                    "paid", Void.class, store, effect -> Transaction.of(null, orders.paid(order, payment)));
            execution.step("mail", effect -> mail.confirm(order, payment, effect.key()));
            execution.step("announce", effect -> announcements.paid(order));
            return payment;
        }

        /** {@return the finding after a crash: a charge that the company made and has forgotten waits for a person} */
        Reconciliation<String> ask(Evidence evidence) throws Exception {
            if (evidence.hasReached("charge")) {
                return Reconciliation.notExecuted(); // the recorded steps are kept; those after them repeat harmlessly
            }
            String key = Receiver.idempotencyKeyHeader().keyOf(evidence.effectKey("charge"));
            return switch (payments.trace(key)) {
                case NONE, REPEATABLE -> Reconciliation.notExecuted();
                case FORGOTTEN ->
                    Reconciliation.stillUnknown("the charge was made, and its key is forgotten: void it, then resolve");
            };
        }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}
