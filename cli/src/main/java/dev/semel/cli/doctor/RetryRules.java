// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

/** Rules of functions that are invoked asynchronously, and of their senders. */
final class RetryRules {

    /**
     * First retry after a failure, in seconds: AWS Lambda Developer Guide, "How Lambda handles errors and retries with
     * asynchronous invocation".
     */
    private static final int FIRST_RETRY = 60;

    /** Default ε, and a margin, in seconds. */
    private static final int MARGIN = 3;

    private final DeploymentModel deployment;
    private final Examination examination;

    RetryRules(DeploymentModel deployment, Examination examination) {
        this.deployment = deployment;
        this.examination = examination;
    }

    void check(GuardedFunction function) {
        boolean asynchronous = false;
        for (EventRoute route : deployment.routes()) {
            if (route.function().equals(function.place()) && route.kind().isAsynchronous()) {
                asynchronous = true;
                if (route.kind().hasDeadLetters()) {
                    examination.require(route.deadLetters(), FindingKind.NO_ROUTE_DEAD_LETTERS, route.place());
                }
            }
        }
        if (asynchronous) {
            checkRetries(function);
        }
    }

    private void checkRetries(GuardedFunction function) {
        String place = function.place();
        examination.require(function.destination(), FindingKind.NO_FAILURE_DESTINATION, place);
        examination.ask(function.retries(), "retries of " + place, retries -> {
            if (retries == 0) {
                examination.report(FindingKind.NO_RETRIES, place, "");
            }
        });
        examination.ask(function.timeout(), "timeout of " + place, timeout -> {
            if (timeout > FIRST_RETRY - MARGIN) {
                examination.report(FindingKind.LONG_ASYNCHRONOUS_TIMEOUT, place, "it is " + timeout + " s");
            }
            examination.ask(function.eventAge(), "event age of " + place, age -> {
                if (age < timeout + FIRST_RETRY + MARGIN) {
                    examination.report(
                            FindingKind.SHORT_EVENT_AGE,
                            place,
                            "events live for " + age + " s, and the first retry may come after "
                                    + (timeout + FIRST_RETRY) + " s");
                }
            });
        });
    }
}
