// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One execution environment: a JVM of its own that runs the handler under AWS's runtime interface client, as Lambda
 * does. It starts to initialise at once, and is killed when a handler has not answered at its deadline.
 *
 * <p>Thread-safe. Closing kills the process; an environment that has ended stays so.
 */
public final class RuntimeProcess implements AutoCloseable {

    private final FunctionSettings settings;
    private final RuntimeApi api;
    private final Process process;
    private final ProcessOutput output;
    private final Semaphore capacity;

    private RuntimeProcess(FunctionSettings settings, RuntimeApi api, Process process, ProcessOutput output) {
        this.settings = settings;
        this.api = api;
        this.process = process;
        this.output = output;
        this.capacity = new Semaphore(settings.concurrency());
    }

    static RuntimeProcess start(FunctionSettings settings, Optional<NativeLibrary> library) throws IOException {
        RuntimeApi api = RuntimeApi.start(settings.arn(), settings.clock());
        try {
            ProcessBuilder builder = new ProcessBuilder(settings.command(library)).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.putAll(settings.environment());
            environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
            settings.place().folder().ifPresent(folder -> builder.directory(folder.toFile()));
            RuntimeProcess started = start(settings, api, builder);
            var unused = started.process.onExit().thenAccept(ended -> api.reportExit(ended.exitValue()));
            return started;
        } catch (IOException | RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private static RuntimeProcess start(FunctionSettings settings, RuntimeApi api, ProcessBuilder builder)
            throws IOException {
        if (settings.place().outputs().isPresent()) {
            Path file = Files.createTempFile(settings.place().outputs().get(), settings.name() + "-", ".log");
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
            return new RuntimeProcess(settings, api, builder.start(), new OutputFile(file));
        }
        Process process = builder.start();
        return new RuntimeProcess(
                settings, api, process, OutputTail.of(process.getInputStream(), settings.outputBytes()));
    }

    /**
     * Waits until the function is initialised and its runtime asks for an event: the end of Lambda's init phase, after
     * which Lambda may take a snapshot.
     *
     * @return false if the process ended before, or took longer than {@link LocalFunctionBuilder#startLimit}
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean awaitInitialised() throws InterruptedException {
        return api.awaitInitialised(settings.limits().start());
    }

    /**
     * Invokes the function with a new request id, and waits for the answer.
     *
     * @param event the event's document
     * @return the answer
     * @throws IllegalArgumentException if the event is larger than {@link RuntimeApi#MAX_PAYLOAD_BYTES}
     * @throws IllegalStateException if it is busy: an environment has one invocation at a time, unless {@link
     *     LocalFunctionBuilder#concurrency} allows more
     * @throws InterruptedException if the thread was interrupted; the process was killed
     */
    public InvocationAnswer invoke(byte[] event) throws InterruptedException {
        return invoke(settings.requestIds().get(), event);
    }

    /**
     * Invokes the function as {@link #invoke(byte[])} does, with a given request id, such as the id of an earlier try.
     *
     * @param requestId the request id
     * @param event the event's document
     * @return the answer
     * @throws InterruptedException if the thread was interrupted; the process was killed
     */
    public InvocationAnswer invoke(String requestId, byte[] event) throws InterruptedException {
        if (!capacity.tryAcquire()) {
            throw new IllegalStateException("process " + pid() + " of " + settings.name() + " already has "
                    + settings.concurrency() + " invocations; start another process, or invoke the LocalFunction");
        }
        try {
            InvocationAnswer answer = api.invoke(requestId, event, settings.limits());
            if (ends(answer)) {
                kill();
            }
            return answer;
        } catch (InterruptedException e) {
            signal();
            throw e;
        } finally {
            capacity.release();
        }
    }

    private static boolean ends(InvocationAnswer answer) {
        return switch (answer) {
            case InvocationAnswer.Response a -> false;
            case InvocationAnswer.FunctionError a -> false;
            case InvocationAnswer.InitError a -> true;
            case InvocationAnswer.TimedOut a -> true;
            case InvocationAnswer.ProcessExited a -> true;
        };
    }

    /**
     * Kills the process (SIGKILL) and waits for its end, which answers its open invocations.
     *
     * @throws InterruptedException if the thread was interrupted; the process was killed
     */
    public void kill() throws InterruptedException {
        signal();
        api.reportExit(process.waitFor());
    }

    /**
     * Kills the process and what its handler started, as the end of an environment does. Uses the handle: the process's
     * own method would close its output too, and lose the part not read yet.
     */
    private void signal() {
        ProcessHandle handle = process.toHandle();
        List<ProcessHandle> started = handle.descendants().toList(); // after its end nobody knows whose they were
        handle.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** {@return whether it can take an invocation, now or once it has initialised} */
    public boolean isAlive() {
        return process.isAlive() && !api.hasEnded();
    }

    /** {@return the process id, for signals} */
    public long pid() {
        return process.pid();
    }

    /**
     * Returns the last part of the process's standard output and error output, see {@link
     * LocalFunctionBuilder#outputBytes}. It may lag behind the process's answers until this is closed.
     *
     * @return the output as a text
     */
    public String output() {
        return output.text();
    }

    /** Kills the process, and reads its output to the end; if interrupted, leaves early with the process killed. */
    @Override
    public void close() {
        try {
            kill();
            output.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            api.close();
        }
    }
}
