// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import dev.semel.platform.runtime.InvocationAnswer;
import dev.semel.platform.runtime.LocalFunction;
import dev.semel.platform.runtime.RuntimeProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Starts a deployed function in a process of its own, gives it one event, and measures. */
final class ColdFunction {

    /** A line for each class takes more than the default. */
    private static final int OUTPUT_BYTES = 8 << 20;

    private final Deployment deployment;
    private final URI dynamoDb;
    private final String table;

    ColdFunction(Deployment deployment, URI dynamoDb, String table) {
        this.deployment = deployment;
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** Measures one cold start. */
    ColdStart measure(List<String> flags) throws InterruptedException {
        try (LocalFunction function = function(flags)) {
            long begin = System.nanoTime();
            try (RuntimeProcess process = function.start()) {
                if (!process.awaitInitialised()) {
                    throw new IllegalStateException(deployment.contestant() + " did not start: " + process.output());
                }
                long initialised = System.nanoTime();
                deliver(process);
                long answered = System.nanoTime();
                return new ColdStart(
                        Duration.ofNanos(initialised - begin),
                        Duration.ofNanos(answered - initialised),
                        processorTime(process.pid()));
            }
        }
    }

    /** Runs once and has the process end by itself (SIGTERM), which is when a JVM writes archives. */
    void train(List<String> flags) throws InterruptedException, ExecutionException {
        try (LocalFunction function = function(flags);
                RuntimeProcess process = function.start()) {
            deliver(process);
            ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
            handle.destroy();
            handle.onExit().get();
        }
    }

    /** {@return the classes that are loaded when the answer is there} */
    LoadedClasses classes() throws InterruptedException {
        List<String> flags = new ArrayList<>(Flags.PLAIN.measured(Path.of("")));
        flags.add(LoadedClasses.FLAG);
        try (LocalFunction function = function(flags)) {
            RuntimeProcess process = function.start();
            try {
                deliver(process);
            } finally {
                process.close(); // reads the output to its end
            }
            return LoadedClasses.parse(process.output());
        }
    }

    private static void deliver(RuntimeProcess process) throws InterruptedException {
        String order = "{\"id\":\"" + UUID.randomUUID() + "\",\"amount\":4200}";
        InvocationAnswer answer = process.invoke(order.getBytes(StandardCharsets.UTF_8));
        if (!(answer instanceof InvocationAnswer.Response)) {
            process.close();
            throw new IllegalStateException("no answer but " + answer + ": "
                    + process.output()
                            .lines()
                            .filter(line -> !line.contains("[class,load"))
                            .toList());
        }
    }

    private static Duration processorTime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private LocalFunction function(List<String> flags) {
        return LocalFunction.builder(deployment.contestant().function())
                .classPath(deployment.classPath())
                .outputBytes(OUTPUT_BYTES)
                .jvmFlags(flags.toArray(String[]::new))
                .environment("DYNAMODB_ENDPOINT", dynamoDb.toString())
                .environment("IDEMPOTENCY_TABLE", table)
                .build();
    }
}
