// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lambda's queue of asynchronous invocations ("How Lambda handles errors and retries with asynchronous invocation"):
 * after an error of the function the event is tried again after 1 and after 2 minutes of the platform's clock, with the
 * same request id; after throttling with a growing delay, until its age is too great. Then it goes to the destination
 * and to the dead-letter queue of the function. Thread-safe; the queue is in memory.
 */
public final class AsyncQueue implements AutoCloseable {

    /** The number of events that the queue takes. */
    static final int MAX_EVENTS = 10_000;

    /** The number of asynchronous invocations at one time. */
    static final int MAX_RUNNING = 4;

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private final Functions functions;
    private final AsyncReports reports;
    private final Consumer<String> problems;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore running = new Semaphore(MAX_RUNNING);
    private final AtomicInteger events = new AtomicInteger();

    /**
     * Makes an empty queue.
     *
     * @param functions the functions
     * @param delivery the way to destinations and dead-letter queues
     * @param problems takes a line for the user when an event is dropped without a destination
     */
    public AsyncQueue(Functions functions, QueuedDelivery delivery, Consumer<String> problems) {
        this.functions = functions;
        this.reports = new AsyncReports(functions.surroundings().clock(), delivery);
        this.problems = problems;
    }

    /**
     * Takes an event.
     *
     * @param nameOrArn the function
     * @param event the event's document
     * @return the request id of all tries
     * @throws ServiceException if the function is absent, or the queue is full
     */
    public String submit(String nameOrArn, byte[] event) {
        return submit(FunctionName.parse(nameOrArn, Optional.empty()), event);
    }

    String submit(FunctionName name, byte[] event) {
        functions.entry(name.name()).version(name.qualifier());
        if (events.incrementAndGet() > MAX_EVENTS) {
            events.decrementAndGet();
            throw new ServiceException(429, "TooManyRequestsException", "the asynchronous queue is full");
        }
        String requestId = UUID.randomUUID().toString();
        begin(new AsyncEvent(
                name, event, requestId, functions.surroundings().clock().instant(), 0, 0));
        return requestId;
    }

    /** {@return the number of events that are in the queue or being tried} */
    public int size() {
        return events.get();
    }

    private void begin(AsyncEvent event) {
        try {
            threads.execute(() -> run(event));
        } catch (RejectedExecutionException e) {
            events.decrementAndGet(); // the platform is being closed
        }
    }

    private void run(AsyncEvent event) {
        try {
            running.acquire();
            try {
                attempt(event);
            } finally {
                running.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            events.decrementAndGet();
            problems.accept("an asynchronous event of " + event.name().name() + " was dropped: " + e.getMessage());
        }
    }

    private void attempt(AsyncEvent event) throws IOException, InterruptedException {
        AsyncSettings settings = functions.entry(event.name().name()).async();
        if (isTooOld(event, settings)) {
            fail(event, settings, "EventAgeExceeded", Optional.empty());
            return;
        }
        Invoked end;
        try {
            end = functions.invoke(event.name(), event.requestId(), event.payload());
        } catch (ServiceException e) {
            if (e.status() != 429) {
                throw e;
            }
            later(event.throttled(), backoff(event.throttles()));
            return;
        }
        AsyncEvent tried = event.tried();
        if (!end.isError()) {
            events.decrementAndGet();
            reports.succeeded(tried, settings, end);
        } else if (tried.tries() > settings.maxRetries()) {
            fail(tried, settings, "RetriesExhausted", Optional.of(end));
        } else {
            later(tried, Duration.ofMinutes(tried.tries()));
        }
    }

    private static Duration backoff(int throttles) {
        Duration delay = Duration.ofSeconds(1L << Math.min(throttles, 9));
        return delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay;
    }

    private boolean isTooOld(AsyncEvent event, AsyncSettings settings) {
        Instant now = functions.surroundings().clock().instant();
        return now.isAfter(event.accepted().plus(settings.maxAge()));
    }

    private void later(AsyncEvent event, Duration delay) {
        Instant due = functions.surroundings().clock().instant().plus(delay);
        functions.surroundings().clock().at(due, () -> begin(event));
    }

    private void fail(AsyncEvent event, AsyncSettings settings, String condition, Optional<Invoked> end)
            throws IOException, InterruptedException {
        events.decrementAndGet();
        String deadLetter =
                functions.entry(event.name().name()).latest().config().deadLetterArn();
        reports.failed(event, settings, deadLetter, condition, end);
    }

    /** Drops all events. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
