// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one handler did in one scenario. The verdict follows one rule: each intent is charged exactly once, and
 * its order is written.
 *
 * @param scenario the scenario
 * @param handler the handler's name
 * @param deliveries how often an event was delivered
 * @param intents how many uploads were to be charged
 * @param requests how many charges the payment service was asked for: what one that ignores keys would have charged
 * @param charges how many charges it made
 * @param lost how many intents were never charged, or have no order in the table
 * @param unwritten how many of the lost were charged, and have no order
 * @param repeated how many charges were made beyond the first of each intent
 * @param orders how many intents have their order in the table
 */
record Figures(
        DemoScenario scenario,
        String handler,
        int deliveries,
        int intents,
        int requests,
        int charges,
        int lost,
        int unwritten,
        int repeated,
        int orders) {

    static Figures count(
            DemoScenario scenario,
            String handler,
            int deliveries,
            List<Intent> intents,
            List<Intent> requested,
            List<Intent> charged,
            List<Intent> ordered) {
        Set<Intent> distinct = new HashSet<>(charged);
        distinct.retainAll(intents);
        Set<Intent> written = new HashSet<>(ordered);
        int uncharged = (int)
                intents.stream().filter(intent -> !distinct.contains(intent)).count();
        int unwritten = (int)
                distinct.stream().filter(intent -> !written.contains(intent)).count();
        return new Figures(
                scenario,
                handler,
                deliveries,
                intents.size(),
                requested.size(),
                charged.size(),
                uncharged + unwritten,
                unwritten,
                charged.size() - distinct.size(),
                written.size());
    }

    /** Returns whether each intent was charged exactly once, and its order written. */
    boolean holds() {
        return lost == 0 && repeated == 0;
    }

    /** Returns the verdict for people. */
    String verdict() {
        if (holds()) {
            return "exactly once";
        }
        String repetition = repeated == 0 ? "" : repeated + " charged again";
        String loss = lost == 0 ? "" : lost + " lost";
        return repetition + (repetition.isEmpty() || loss.isEmpty() ? "" : ", ") + loss;
    }
}
