// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;
import java.util.Optional;

/** Compares a deployment with all rules. */
final class Doctor {

    private Doctor() {}

    /** {@return what was found, and what was not checked} */
    static Examination examine(DeploymentModel deployment, DoctorOptions options) {
        Examination examination = new Examination();
        deployment.unseen().forEach(examination::leaveUnchecked);
        new TableRules(options, examination).check(deployment);
        FunctionRules functions = new FunctionRules(options, deployment, examination);
        PollingRules polling = new PollingRules(deployment, examination);
        RetryRules retries = new RetryRules(deployment, examination);
        for (GuardedFunction function : deployment.guarded()) {
            functions.check(function);
            retries.check(function);
            deployment.mappings().stream()
                    .filter(mapping -> mapping.function().equals(function.place()))
                    .forEach(mapping -> polling.check(mapping, function));
        }
        deployment.functions().stream()
                .filter(function -> !deployment.guarded().contains(function))
                .forEach(function -> examination.leaveUnchecked(
                        function.place() + ": it was not seen to use the table of records, so it was not checked"));
        checkAlarms(deployment, examination);
        return examination;
    }

    /** Compares the difference of two clocks with ε. */
    static void compareClocks(Optional<Duration> difference, Duration tolerance, Examination examination) {
        if (difference.isEmpty()) {
            examination.leaveUnchecked("clocks: no answer had a date");
        } else if (difference.get().compareTo(tolerance) > 0) {
            examination.report(
                    FindingKind.CLOCK_SKEW,
                    "this machine",
                    "at least " + Seconds.of(difference.get()) + ", and ε is " + Seconds.of(tolerance));
        }
    }

    private static void checkAlarms(DeploymentModel deployment, Examination examination) {
        for (String queue : deployment.deadLetterQueues()) {
            Optional<MessageQueue> here = deployment.queue(queue);
            if (here.isEmpty()) {
                examination.leaveUnchecked("alarm on " + queue + ": the queue is not here");
                continue;
            }
            examination.ask(deployment.watchedQueues(), "alarm on " + queue, watched -> {
                if (!watched.contains(queue)) {
                    examination.report(FindingKind.NO_DEAD_LETTER_ALARM, queue, "");
                }
            });
        }
    }
}
