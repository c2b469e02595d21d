// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import dev.semel.Outcome;
import dev.semel.cli.demo.DemoDelivery.Answer;
import dev.semel.lambda.RecordNotCompletedException;
import dev.semel.lambda.RecordsNotCompletedException;
import dev.semel.prover.LocalContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One handler in one scenario: S3, Lambda's asynchronous invocation, and a payment service with an empty ledger. A try
 * that fails or times out is followed by two more, one and two minutes later; then the event is dropped. These minutes
 * pass on the stage's clock, not in real time.
 */
final class Stage implements AutoCloseable {

    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(20);

    /** "How Lambda handles errors and retries with asynchronous invocation" in the AWS Lambda Developer Guide. */
    private static final List<Duration> RETRY_DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final DemoHandler handler;
    private final DemoTables tables;
    private final HttpClient http;
    private final String bucket;
    private final DemoClock clock = new DemoClock(InstantSource.system());
    private final PaymentService payments = PaymentService.start();
    private final List<Upload> uploads = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> unexpected = new AtomicReference<>();
    private int deliveries;

    Stage(DemoHandler handler, DemoScenario scenario, DemoTables tables, HttpClient http) throws IOException {
        this.handler = handler;
        this.tables = tables;
        this.http = http;
        this.bucket = "demo-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + handler.name();
    }

    // ---- S3 ----

    /** Uploads a file; its event is not delivered yet. */
    Upload upload(String key, DemoFile.Content content) {
        String sequencer = "0066%014X".formatted(uploads.size() + 1);
        Upload upload = new Upload(bucket, key, content, sequencer, clock.instant());
        uploads.add(upload);
        return upload;
    }

    // ---- Lambda ----

    /** Delivers an event until it is acknowledged or dropped. */
    void deliver(Upload upload) throws InterruptedException {
        redeliver(upload, start(upload, new Fate.Lives()));
    }

    /** Makes Lambda's further tries of an event, unless the first one was acknowledged. */
    void redeliver(Upload upload, DemoDelivery first) throws InterruptedException {
        DemoDelivery last = first;
        for (Duration delay : RETRY_DELAYS) {
            Answer answer = last.answer();
            if (answer == Answer.ACKNOWLEDGED) {
                return;
            }
            clock.pass(answer == Answer.TIMED_OUT ? FUNCTION_TIMEOUT.plus(delay) : delay);
            last = start(upload, new Fate.Lives());
        }
        last.answer();
    }

    /** Starts one try in a fresh execution environment. */
    DemoDelivery start(Upload upload, Fate fate) {
        deliveries++;
        Instant deadline = clock.instant().plus(FUNCTION_TIMEOUT);
        DemoDelivery.Work work = delivery -> {
            DemoPayments way = new DemoPayments(http, payments.endpoint(), delivery);
            handler.deployment()
                    .start(new Environment(way, tables, clock))
                    .handleRequest(
                            new ByteArrayInputStream(upload.notification()),
                            OutputStream.nullOutputStream(),
                            new LocalContext("demo", upload.sequencer(), deadline, clock));
        };
        return DemoDelivery.start(fate, work, failure -> {
            if (!isExpected(failure, fate)) {
                unexpected.compareAndSet(null, failure);
            }
        });
    }

    /**
     * An event has one record, so the cause is enough. A crashed delivery throws nothing; a frozen one loses its claim.
     */
    private static boolean isExpected(Exception failure, Fate fate) {
        return failure instanceof RecordsNotCompletedException
                && (endedAs(failure, Outcome.InProgress.class)
                        || (fate instanceof Fate.Freezes && endedAs(failure, Outcome.ClaimLost.class)));
    }

    // ---- results ----

    /** Counts, from the ledger of the payment service and the table of orders. */
    Figures figures(DemoScenario scenario) {
        List<Intent> intents = uploads.stream().map(Upload::intent).toList();
        List<Intent> ordered = uploads.stream()
                .filter(upload -> tables.hasOrder(upload.object()))
                .map(Upload::intent)
                .toList();
        return Figures.count(
                scenario, handler.name(), deliveries, intents, payments.requested(), payments.charged(), ordered);
    }

    /** {@return the first exception of the handler that its scenario does not explain} */
    Optional<Exception> unexpected() {
        return Optional.ofNullable(unexpected.get());
    }

    @Override
    public void close() {
        payments.close();
    }

    private static boolean endedAs(Throwable failure, Class<?> outcome) {
        return failure.getCause() instanceof RecordNotCompletedException open && outcome.isInstance(open.outcome());
    }
}
