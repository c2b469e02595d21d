// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import dev.semel.Execution;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.Transaction;
import dev.semel.codec.FailureCodec;
import dev.semel.codec.TypeRef;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.EffectsRefusedException;
import dev.semel.examples.CardDeclined;
import dev.semel.step.Receiver;
import dev.semel.step.Step;
import java.time.Duration;
import java.util.Objects;

/**
 * Checks an order out, whatever fails on the way: the stock is reserved once, the card charged once, and the attempt
 * after a failure continues after the last recorded step.
 *
 * <p>The stock comes first: its write commits with the step's record, so that a sold-out order ends before any money
 * moves. A declined card gives the stock back. The mail comes last, because it cannot be taken back.
 */
public final class Checkout {

    /**
     * Stripe forgets keys after a day: a charge that may have been made then is not repeated, but waits for a person.
     */
    private static final Step CHARGE =
            Step.named("charge").sentTo(Receiver.stripe()).needing(Duration.ofSeconds(5));

    private final DynamoDbStore store;
    private final Stock stock;
    private final CheckoutPayments payments;
    private final Mail mail;

    /**
     * Makes the checkout.
     *
     * @param store the store that keeps the records; the stock's table is in its account and Region
     * @param stock the stock
     * @param payments the payment service
     * @param mail the mail service
     */
    public Checkout(DynamoDbStore store, Stock stock, CheckoutPayments payments, Mail mail) {
        this.store = store;
        this.stock = stock;
        this.payments = payments;
        this.mail = mail;
    }

    /**
     * Builds the operation.
     *
     * @param idempotency the engine, which keeps its records in the same store and has a codec for records of Java
     * @return the operation
     */
    public Operation<CheckoutOrder, String> operation(Idempotency idempotency) {
        return idempotency
                .operation("checkout", CheckoutOrder.class, String.class)
                .key(CheckoutOrder::id)
                .dedupeWindow(Duration.ofDays(14))
                .effectsAreSteps()
                .onFailure(
                        FailureRule.finalFor("sold-out", SoldOut.class, FailureCodec.message(SoldOut::new)),
                        FailureRule.finalFor("declined", CardDeclined.class, FailureCodec.message(CardDeclined::new)))
                .body(this::checkOut);
    }

    /** {@return the payment's id} */
    private String checkOut(CheckoutOrder order, Execution execution) throws Exception {
        reserve(order, execution);
        String payment = charge(order, execution);
        execution.step("mail", effect -> mail.confirm(order, payment, effect.key()));
        return payment;
    }

    private void reserve(CheckoutOrder order, Execution execution) throws Exception {
        try {
            execution.transactionalStep(
                    "reserve", Void.class, store, effect -> Transaction.of(null, stock.reserve(order)));
        } catch (EffectsRefusedException refused) { // the only condition is that of the stock
            throw new SoldOut("too few of " + order.article());
        }
    }

    private String charge(CheckoutOrder order, Execution execution) throws Exception {
        try {
            String payment =
                    execution.step(CHARGE, TypeRef.of(String.class), effect -> payments.charge(order, effect.key()));
            return Objects.requireNonNull(payment, "payment");
        } catch (CardDeclined declined) {
            execution.transactionalStep(
                    "give back", Void.class, store, effect -> Transaction.of(null, stock.giveBack(order)));
            throw declined;
        }
    }
}
