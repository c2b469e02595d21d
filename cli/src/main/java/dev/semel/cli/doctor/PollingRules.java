// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

/** Rules of mappings and their queues. */
final class PollingRules {

    /** AWS Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping". */
    private static final int VISIBILITY_FACTOR = 6;

    private static final int FEWEST_RECEIVES = 5;

    /** Ten tries of Kafka without a documented delay: a timeout above this one may outlast most of them. */
    private static final int LONG_TIMEOUT = 60;

    private final DeploymentModel deployment;
    private final Examination examination;

    PollingRules(DeploymentModel deployment, Examination examination) {
        this.deployment = deployment;
        this.examination = examination;
    }

    void check(SourceMapping mapping, GuardedFunction function) {
        switch (mapping.kind()) {
            case QUEUE -> checkQueue(mapping, function);
            case KINESIS, TABLE_STREAM -> checkStream(mapping);
            case KAFKA -> checkKafka(mapping, function);
            case OTHER -> examination.leaveUnchecked(mapping.place() + ": its kind of source has no rules here");
        }
    }

    private void checkQueue(SourceMapping mapping, GuardedFunction function) {
        examination.require(mapping.partial(), FindingKind.NO_PARTIAL_RESPONSE, mapping.place());
        deployment
                .queue(mapping.source())
                .ifPresentOrElse(
                        queue -> {
                            checkVisibility(queue, mapping, function);
                            checkDeadLetters(queue);
                        },
                        () -> examination.leaveUnchecked(
                                "queue of " + mapping.place() + ": it is not here; SD020 to SD023 were not checked"));
    }

    private void checkVisibility(MessageQueue queue, SourceMapping mapping, GuardedFunction function) {
        String place = queue.place();
        examination.ask(
                function.timeout(),
                "timeout of " + function.place(),
                timeout -> examination.ask(
                        mapping.batching(),
                        "batching window of " + mapping.place(),
                        batching ->
                                examination.ask(queue.visibility(), "visibility timeout of " + place, visibility -> {
                                    long least = VISIBILITY_FACTOR * timeout + batching;
                                    if (visibility < least) {
                                        examination.report(
                                                FindingKind.SHORT_VISIBILITY,
                                                place,
                                                "it is " + visibility + " s, and must be at least " + least + " s (6 × "
                                                        + timeout + " s + " + batching + " s)");
                                    }
                                })));
    }

    private void checkDeadLetters(MessageQueue queue) {
        String place = queue.place();
        examination.ask(queue.deadLetters(), "dead-letter queue of " + place, dead -> {
            if (dead.isEmpty()) {
                examination.report(FindingKind.NO_DEAD_LETTER_QUEUE, place, "");
                return;
            }
            examination.ask(queue.receives(), "maxReceiveCount of " + place, receives -> {
                if (receives < FEWEST_RECEIVES) {
                    examination.report(FindingKind.FEW_RECEIVES, place, "it is " + receives);
                }
            });
            deployment
                    .queue(dead)
                    .ifPresentOrElse(
                            other -> compareRetention(queue, other),
                            () -> examination.leaveUnchecked("retention of " + dead + ": the queue is not here"));
        });
    }

    private void compareRetention(MessageQueue queue, MessageQueue dead) {
        examination.ask(
                queue.retention(),
                "retention of " + queue.place(),
                kept -> examination.ask(dead.retention(), "retention of " + dead.place(), longer -> {
                    if (longer <= kept) {
                        examination.report(
                                FindingKind.SHORT_DEAD_LETTER_RETENTION,
                                dead.place(),
                                "it keeps messages for " + longer + " s, and " + queue.place() + " for " + kept + " s");
                    }
                }));
    }

    private void checkStream(SourceMapping mapping) {
        String place = mapping.place();
        if (deployment.tables().stream().anyMatch(table -> table.place().equals(mapping.source()))) {
            examination.report(FindingKind.OWN_STREAM, place, "the table is " + mapping.source());
        }
        examination.require(mapping.partial(), FindingKind.NO_PARTIAL_RESPONSE, place);
        examination.require(mapping.bisect(), FindingKind.NO_BISECT, place);
        examination.ask(mapping.tries(), "tries of " + place, tries -> {
            if (tries < 0) {
                examination.report(FindingKind.ENDLESS_TRIES, place, "");
            }
        });
        examination.require(mapping.destination(), FindingKind.NO_STREAM_DESTINATION, place);
    }

    private void checkKafka(SourceMapping mapping, GuardedFunction function) {
        String place = mapping.place();
        examination.ask(mapping.partial(), "response type of " + place, partial -> {
            if (partial) {
                examination.require(mapping.provisioned(), FindingKind.KAFKA_PARTIAL_RESPONSE, place);
            }
        });
        examination.ask(mapping.destination(), "destination of " + place, destination -> {
            if (!destination) {
                examination.report(FindingKind.NO_KAFKA_DESTINATION, place, "");
                return;
            }
            examination.ask(
                    mapping.tries(),
                    "tries of " + place,
                    tries -> examination.ask(function.timeout(), "timeout of " + function.place(), timeout -> {
                        if (tries < 0 && timeout > LONG_TIMEOUT) {
                            examination.report(FindingKind.KAFKA_TEN_TRIES, place, "the timeout is " + timeout + " s");
                        }
                    }));
        });
    }
}
