// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One order of the story. Its customer and its amount are its own, so that every trace leads back to it. */
final class ToldOrder {

    /** Fault on the way of an order. */
    enum Trouble {
        NONE("nothing", ""),
        KILLED_WHILE_PLACING("SIGKILL between store and queue", "PlaceOrder"),
        KILLED_WHILE_IMPORTING("SIGKILL in the middle of its file", "ImportOrders"),
        KILLED_AFTER_CHARGE("SIGKILL after the charge", "ChargeOrder"),
        KILLED_AFTER_MAIL("SIGKILL after the mail", "ChargeOrder"),
        KILLED_AFTER_POINTS("SIGKILL after the points", "AwardPoints"),
        FORGOTTEN("lost answer of the charge, key forgotten", "");

        private final String text;
        private final String handler;

        Trouble(String text, String handler) {
            this.text = text;
            this.handler = handler;
        }

        String text() {
            return text;
        }

        /** {@return the handler whose processes are killed; empty for none} */
        String handler() {
            return handler;
        }
    }

    private final int number;
    private final String source;
    private final Trouble trouble;
    private volatile @Nullable String id;

    /**
     * Makes an order.
     *
     * @param number its number, from which customer and amount are made
     * @param source the way in which it comes
     * @param trouble the fault on its way
     */
    ToldOrder(int number, String source, Trouble trouble) {
        this.number = number;
        this.source = source;
        this.trouble = trouble;
    }

    String source() {
        return source;
    }

    Trouble trouble() {
        return trouble;
    }

    String customer() {
        return "customer-" + number;
    }

    long cents() {
        return 1_000L + 100L * number;
    }

    /** {@return the points that it earns} */
    long points() {
        return cents() / 100;
    }

    boolean isPlaced() {
        return id != null;
    }

    /** {@return its id; a text that no order has as long as it is not placed} */
    String id() {
        return Objects.requireNonNullElse(id, "not placed");
    }

    /** Learns the order's id, which is the same in every answer. */
    void placed(String as) {
        String before = id;
        if (before != null && !before.equals(as)) {
            throw new IllegalStateException("one request was answered with two orders: " + before + " and " + as);
        }
        id = as;
    }
}
