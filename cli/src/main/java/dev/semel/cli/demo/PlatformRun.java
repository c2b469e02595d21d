// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import dev.semel.model.PrintableText;
import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.front.Lab;
import dev.semel.platform.http.FrontClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A platform and a payment service for one demo. Closing ends both, and every process of a function; so does the end of
 * this program. Thread-safe.
 */
final class PlatformRun implements AutoCloseable {

    private static final int MAX_REASON = 400;

    private final Lab lab;
    private final PaymentService payments;
    private final Thread atExit = new Thread(this::closeAtExit);
    private boolean closed;

    private PlatformRun(Lab lab, PaymentService payments) {
        this.lab = lab;
        this.payments = payments;
    }

    /**
     * Starts both.
     *
     * @param jars the source of the platform's engines
     * @param progress takes lines for the user
     * @throws IOException if one cannot start; its message is one line for the user
     * @throws IllegalStateException if DynamoDB Local is not on the class path
     */
    static PlatformRun start(EngineJars jars, Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("Starting the platform ...");
        PaymentService payments = PaymentService.start();
        try {
            PlatformRun run =
                    new PlatformRun(Lab.builder(jars).problems(progress).start(), payments);
            Runtime.getRuntime().addShutdownHook(run.atExit);
            return run;
        } catch (IOException | InterruptedException | RuntimeException e) {
            payments.close();
            throw e;
        }
    }

    /**
     * Plays the story.
     *
     * @param zip the functions' code
     * @param limit the longest time that it may take
     * @param progress takes lines for the user
     * @throws IOException if the story did not come to its end; its message is one line for the user
     */
    PlatformReport play(byte[] zip, Duration limit, Consumer<String> progress)
            throws IOException, InterruptedException {
        try (FrontClient front = new FrontClient(lab.endpoint(), lab.accessKey());
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            PlatformDemo demo = new PlatformDemo(lab, front, payments, progress);
            Future<PlatformReport> story = executor.submit(() -> demo.run(zip));
            try {
                return story.get(limit.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new IOException(reason(e), e);
            } catch (TimeoutException e) {
                throw new IOException("it took more than " + limit.toSeconds() + " s", e);
            } finally {
                story.cancel(true);
            }
        }
    }

    /** {@return why the story ended, on one line} */
    private static String reason(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return PrintableText.line(String.valueOf(cause.getMessage()), MAX_REASON);
    }

    private void closeAtExit() {
        try {
            end();
        } catch (IOException e) {
            System.err.println("semel demo: " + e.getMessage());
        }
    }

    private synchronized void end() throws IOException {
        if (!closed) {
            closed = true;
            payments.close();
            lab.close();
        }
    }

    /** {@return whether the end of this program has closed the run} */
    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This program is ending: the hook has nothing left to close.
        }
    }
}
