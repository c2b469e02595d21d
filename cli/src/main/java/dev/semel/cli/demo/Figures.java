// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts of one handler in one scenario. The verdict follows one rule: each intent is charged exactly once, and its order
 * is written.
 *
 * @param scenario the scenario
 * @param handler the handler's name
 * @param deliveries number of deliveries of events
 * @param intents number of uploads that are to be charged
 * @param requests number of charges requested: a payment service that ignores keys would have made them all
 * @param charges number of charges made
 * @param lost number of intents that were never charged, or have no order in the table
 * @param unwritten number of lost intents that were charged and have no order
 * @param repeated number of charges beyond the first of each intent
 * @param orders number of intents that have their order in the table
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

    /** {@return whether each intent was charged exactly once, and its order written} */
    boolean holds() {
        return lost == 0 && repeated == 0;
    }

    /** {@return the verdict as text} */
    String verdict() {
        if (holds()) {
            return "exactly once";
        }
        String repetition = repeated == 0 ? "" : repeated + " charged again";
        String loss = lost == 0 ? "" : lost + " lost";
        return repetition + (repetition.isEmpty() || loss.isEmpty() ? "" : ", ") + loss;
    }
}
