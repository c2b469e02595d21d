// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.checkout;

import dev.semel.examples.CardDeclined;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A payment service and a mail service that honour idempotency keys, and count. */
final class Services {

    /** Fault of a service. */
    @FunctionalInterface
    interface Mishap {

        void happen() throws IOException;
    }

    /** Every request, repeated ones included. */
    final List<String> requests = new ArrayList<>();

    private final Map<String, String> charges = new HashMap<>();
    private final Map<String, String> mails = new HashMap<>();
    private final Map<String, Mishap> mishaps = new HashMap<>();

    /** Lets the next request of a kind have its effect, and then this happen instead of an answer. */
    void onceAfter(String kind, Mishap mishap) {
        mishaps.put(kind, mishap);
    }

    String charge(CheckoutOrder order, String key) throws CardDeclined, IOException {
        requests.add("charge");
        if (order.card().equals("expired")) {
            throw new CardDeclined("expired");
        }
        charges.put(key, order.id());
        answer("charge");
        return "payment of " + order.id();
    }

    void mail(CheckoutOrder order, String payment, String key) throws IOException {
        requests.add("mail");
        mails.put(key, order.id() + ": " + payment);
        answer("mail");
    }

    private void answer(String kind) throws IOException {
        Mishap mishap = mishaps.remove(kind);
        if (mishap != null) {
            mishap.happen();
        }
    }

    /** {@return how many different charges were made} */
    int charges() {
        return charges.size();
    }

    /** {@return how many different mails were sent} */
    int mails() {
        return mails.size();
    }
}
