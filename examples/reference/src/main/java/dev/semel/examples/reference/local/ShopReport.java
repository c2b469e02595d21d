// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import dev.semel.examples.reference.local.LocalServices.Kind;
import dev.semel.examples.reference.local.ToldOrder.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tables at the end of the story: orders with their effects, operations with their deliveries, alarms. */
final class ShopReport {

    private static final String ORDER = "%-11s %-4s %-44s %-7s %8s %7s %5s %6s";
    private static final String OPERATION = "%-9s %10s %7s %11s %9s %11s";

    private final LocalShop shop;
    private final List<ToldOrder> orders;

    ShopReport(LocalShop shop, List<ToldOrder> orders) {
        this.shop = shop;
        this.orders = List.copyOf(orders);
    }

    /** {@return the orders that were not charged, confirmed and rewarded exactly once, in words} */
    List<String> broken() throws IOException, InterruptedException {
        List<String> broken = new ArrayList<>();
        for (ToldOrder order : orders) {
            if (shop.services().effects(Kind.CHARGE, order.id()) != 1
                    || shop.services().effects(Kind.MAIL, order.id()) != 1
                    || shop.points(order) != order.points()
                    || !shop.status(order).equals("paid")) {
                broken.add("not exactly once: " + line(order));
            }
        }
        return broken;
    }

    /** {@return the lines of all tables} */
    List<String> lines() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, ORDER, "customer", "from", "trouble", "order", "requests", "charges", "mails", "points"));
        for (ToldOrder order : orders) {
            lines.add(line(order));
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                OPERATION,
                "operation",
                "executions",
                "replays",
                "in progress",
                "takeovers",
                "quarantines"));
        for (String operation : List.of("place", "import", "charge", "award")) {
            lines.add(String.format(
                    Locale.ROOT,
                    OPERATION,
                    operation,
                    number(operation, "Executions"),
                    number(operation, "Replays"),
                    number(operation, "InProgressConflicts"),
                    number(operation, "TakeOvers"),
                    number(operation, "Quarantines")));
        }
        lines.add("");
        List<ShopAlarms.State> alarms = ShopAlarms.read(shop);
        lines.add(alarms.size() + " alarms; of those whose metric is not 0:");
        alarms.stream()
                .filter(alarm -> alarm.value() > 0)
                .map(alarm -> String.format(
                        Locale.ROOT,
                        "%-5s %-8s %-14s %.0f, goes off above %.0f",
                        alarm.isOn() ? "ALARM" : "ok",
                        alarm.subject(),
                        alarm.metric(),
                        alarm.value(),
                        alarm.threshold()))
                .forEach(lines::add);
        lines.replaceAll(String::stripTrailing);
        return lines;
    }

    private String line(ToldOrder order) throws IOException, InterruptedException {
        LocalServices services = shop.services();
        return String.format(
                Locale.ROOT,
                ORDER,
                order.customer(),
                order.source(),
                order.trouble().text(),
                shop.status(order),
                services.requests(Kind.CHARGE, order.id()) + services.requests(Kind.MAIL, order.id()),
                services.effects(Kind.CHARGE, order.id()) + (order.trouble() == Trouble.FORGOTTEN ? " *" : "  "),
                services.effects(Kind.MAIL, order.id()),
                shop.points(order));
    }

    private String number(String operation, String metric) {
        return String.format(Locale.ROOT, "%.0f", shop.metric(operation, metric));
    }
}
