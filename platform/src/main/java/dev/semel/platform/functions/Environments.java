// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.platform.runtime.InvocationAnswer;
import dev.semel.platform.runtime.LocalFunction;
import dev.semel.platform.runtime.RuntimeProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Execution environments of one version of a function. An invocation gets an environment with room, or a new one; an
 * environment without an invocation is frozen, unless it takes many at once. Thread-safe.
 */
final class Environments implements AutoCloseable {

    private final FunctionConfig config;
    private final String version;
    private final String stream;
    private final LocalFunction function;
    private final Surroundings surroundings;
    private final List<Environment> all = new ArrayList<>();
    private boolean closed;

    Environments(
            FunctionConfig config, String version, String stream, LocalFunction function, Surroundings surroundings) {
        this.config = config;
        this.version = version;
        this.stream = stream;
        this.function = function;
        this.surroundings = surroundings;
    }

    /** Invokes the handler, and writes the invocation's lines to the log. */
    Invoked invoke(String requestId, byte[] event) throws InterruptedException {
        while (true) {
            Environment environment = take();
            long begun = surroundings.clock().millis();
            try {
                InvocationAnswer answer = environment.process.invoke(requestId, event);
                boolean hasEndedIdle = answer instanceof InvocationAnswer.ProcessExited exited && !exited.received();
                if (!hasEndedIdle || environment.invocations == 1) {
                    return Invoked.of(
                            answer,
                            log(answer, environment, surroundings.clock().millis() - begun));
                }
            } finally {
                giveBack(environment);
            }
        }
    }

    private synchronized Environment take() {
        if (closed) {
            throw new IllegalStateException("the function " + config.name() + " was changed or deleted meanwhile");
        }
        for (Environment environment : all) {
            if (environment.running < config.concurrency() && environment.process.isAlive()) {
                if (environment.frozen) {
                    surroundings.keeper().thaw(environment.process.pid());
                    environment.frozen = false;
                }
                environment.running++;
                environment.invocations++;
                return environment;
            }
        }
        Environment environment = new Environment(function.start());
        surroundings.keeper().keep(environment.process.pid());
        all.add(environment);
        return environment;
    }

    private void giveBack(Environment environment) {
        synchronized (this) {
            environment.running--;
            if (!closed && environment.process.isAlive()) {
                if (environment.running == 0 && config.concurrency() == 1) {
                    surroundings.keeper().freeze(environment.process.pid());
                    environment.frozen = true;
                }
                return;
            }
            all.remove(environment);
        }
        end(environment);
    }

    private void end(Environment environment) {
        environment.process.close();
        surroundings.keeper().end(environment.process.pid());
    }

    private String log(InvocationAnswer answer, Environment environment, long millis) {
        String id = answer.requestId();
        StringBuilder lines = new StringBuilder("START RequestId: " + id + " Version: " + version + "\n");
        lines.append(environment.newOutput());
        if (!lines.isEmpty() && lines.charAt(lines.length() - 1) != '\n') {
            lines.append('\n');
        }
        if (answer instanceof InvocationAnswer.TimedOut) {
            lines.append(Invoked.of(answer, "").payload().toUtf8()).append('\n');
        }
        lines.append("END RequestId: ").append(id).append('\n');
        lines.append(String.format(
                Locale.ROOT,
                "REPORT RequestId: %s\tDuration: %d.00 ms\tBilled Duration: %d ms\tMemory Size: %d MB\n",
                id,
                millis,
                Math.max(1, millis),
                config.memoryMegabytes()));
        surroundings.logs().write("/aws/lambda/" + config.name(), stream, lines.toString());
        return lines.toString();
    }

    /** Ends the environments without an invocation; the others end after theirs. */
    @Override
    public void close() {
        List<Environment> idle = new ArrayList<>();
        synchronized (this) {
            closed = true;
            all.stream().filter(environment -> environment.running == 0).forEach(idle::add);
            all.removeAll(idle);
        }
        idle.forEach(this::end);
        function.close();
    }

    /** Ends all environments at once. */
    void kill() {
        List<Environment> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(all);
        }
        rest.forEach(environment -> environment.process.close());
        close();
    }

    /** One process; its fields are guarded by the pool. */
    private static final class Environment {

        private final RuntimeProcess process;
        private int running = 1;
        private int invocations = 1;
        private boolean frozen;
        private int read;

        private Environment(RuntimeProcess process) {
            this.process = process;
        }

        private synchronized String newOutput() {
            String all = process.output();
            String more = all.substring(read);
            read = all.length();
            return more;
        }
    }
}
