// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda function on this machine. An invocation runs in an idle environment, or in a new one. An environment that
 * timed out, failed to initialise or exited is not used again. Needs Linux, as AWS's runtime interface client does.
 *
 * <p>Thread-safe. Environments start when they are needed, and end when this is closed.
 */
public final class LocalFunction implements AutoCloseable {

    private final FunctionSettings settings;
    private final Optional<NativeLibrary> library;
    private final Deque<RuntimeProcess> idle = new ArrayDeque<>();
    private @Nullable RuntimeProcess latest;
    private boolean closed;

    LocalFunction(FunctionSettings settings) throws IOException {
        this.settings = settings;
        this.library = settings.place().program().isEmpty()
                ? Optional.of(NativeLibrary.unpack(settings.classPath()))
                : Optional.empty();
    }

    /**
     * Returns the builder of a function.
     *
     * @param handler a class whose {@code handleRequest} is the handler
     * @return the builder
     */
    public static LocalFunctionBuilder builder(Class<?> handler) {
        return new LocalFunctionBuilder(handler.getName() + "::handleRequest", handler.getSimpleName());
    }

    /**
     * Returns the builder of a function.
     *
     * @param handler class and method in Lambda's form, such as {@code example.Handler::handleRequest}
     * @param name the function's name
     * @return the builder
     */
    public static LocalFunctionBuilder builder(String handler, String name) {
        return new LocalFunctionBuilder(handler, name);
    }

    /**
     * Invokes the function synchronously, with a new request id.
     *
     * @param event the event's document
     * @return the answer
     * @throws InterruptedException if the thread was interrupted; the environment was killed
     * @throws IllegalArgumentException if the event is larger than {@link RuntimeApi#MAX_PAYLOAD_BYTES}
     * @throws IllegalStateException if this is closed
     * @throws UncheckedIOException if no process could be started
     */
    public InvocationAnswer invoke(byte[] event) throws InterruptedException {
        return invoke(settings.requestIds().get(), event);
    }

    /**
     * Invokes the function as Lambda's asynchronous event queue does: after an error the same event is delivered again
     * with the same request id, by default twice ("How Lambda handles errors and retries with asynchronous
     * invocation").
     *
     * @param event the event's document
     * @return the answer to each delivery, in order; all but the last are errors
     * @throws InterruptedException if the thread was interrupted; the environment was killed
     */
    public List<InvocationAnswer> invokeAsynchronously(byte[] event) throws InterruptedException {
        String requestId = settings.requestIds().get();
        List<InvocationAnswer> answers = new ArrayList<>();
        answers.add(invoke(requestId, event));
        for (Duration delay : settings.retryDelays()) {
            if (answers.getLast() instanceof InvocationAnswer.Response) {
                break;
            }
            settings.waiting().await(delay);
            answers.add(invoke(requestId, event));
        }
        return answers;
    }

    /**
     * Starts an environment of its own, which {@link #invoke} does not use.
     *
     * @return the environment, which the caller closes
     * @throws UncheckedIOException if no process could be started
     */
    public RuntimeProcess start() {
        try {
            return RuntimeProcess.start(settings, library);
        } catch (IOException e) {
            throw new UncheckedIOException("no process of " + settings.name() + " could be started", e);
        }
    }

    /**
     * Returns the output so far of the environment that was invoked last, as {@link RuntimeProcess#output()} does: a
     * process that exited has written the reason there.
     *
     * @return the output; empty before the first invocation
     */
    public String output() {
        synchronized (idle) {
            return latest == null ? "" : latest.output();
        }
    }

    private InvocationAnswer invoke(String requestId, byte[] event) throws InterruptedException {
        for (RuntimeProcess used = takeIdle(); used != null; used = takeIdle()) {
            InvocationAnswer answer = invoke(used, requestId, event);
            // It ended while it was idle, before it received the event.
            if (!(answer instanceof InvocationAnswer.ProcessExited exited) || exited.received()) {
                return answer;
            }
        }
        return invoke(start(), requestId, event);
    }

    private InvocationAnswer invoke(RuntimeProcess process, String requestId, byte[] event)
            throws InterruptedException {
        synchronized (idle) {
            latest = process;
        }
        try {
            return process.invoke(requestId, event);
        } finally {
            giveBack(process);
        }
    }

    private @Nullable RuntimeProcess takeIdle() {
        synchronized (idle) {
            if (closed) {
                throw new IllegalStateException(settings.name() + " is closed");
            }
            return idle.poll();
        }
    }

    private void giveBack(RuntimeProcess process) {
        synchronized (idle) {
            if (!closed && process.isAlive()) {
                idle.push(process);
                return;
            }
        }
        process.close();
    }

    /** Ends the environments; busy environments end after their invocation. */
    @Override
    public void close() {
        List<RuntimeProcess> rest;
        synchronized (idle) {
            closed = true;
            rest = List.copyOf(idle);
            idle.clear();
        }
        rest.forEach(RuntimeProcess::close);
        try {
            if (library.isPresent()) {
                Files.deleteIfExists(library.get().file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("temporary files of " + settings.name() + " could not be deleted", e);
        }
    }
}
