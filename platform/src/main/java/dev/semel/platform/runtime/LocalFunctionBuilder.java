// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import dev.semel.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Builds a {@link LocalFunction}. Not thread-safe. */
public final class LocalFunctionBuilder {

    private final String handler;
    private final String name;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Duration startLimit = Duration.ofMinutes(1);
    private Duration timeout = Duration.ofSeconds(30);
    private Duration killMargin = Duration.ofMillis(500);
    private int memoryMegabytes = 512;
    private int concurrency = 1;
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    private String classPath = System.getProperty("java.class.path");
    private List<String> jvmFlags = List.of(
            "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");
    private int outputBytes = 1 << 20;
    private List<Duration> retryDelays = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
    private Waiting waiting = Waiting.sleeping();
    private InstantSource clock = InstantSource.system();
    private Supplier<String> requestIds = () -> UUID.randomUUID().toString();

    private List<String> program = List.of();
    private Optional<Path> folder = Optional.empty();
    private Optional<Path> outputs = Optional.empty();

    LocalFunctionBuilder(String handler, String name) {
        this.handler = Objects.requireNonNull(handler, "handler");
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Sets the function's timeout, from which the handler's remaining time is computed. Default: 30 s; Lambda's is 3 s.
     *
     * @param timeout the timeout, positive
     * @return this builder
     */
    public LocalFunctionBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Sets the time after its deadline at which a handler is killed; an answer before that counts. Default: 500 ms.
     *
     * @param killMargin the time, not negative
     * @return this builder
     */
    public LocalFunctionBuilder killMargin(Duration killMargin) {
        this.killMargin = Objects.requireNonNull(killMargin, "killMargin");
        return this;
    }

    /**
     * Sets the longest time that an environment may take to initialise. Default: 1 min; Lambda's is 10 s.
     *
     * @param startLimit the time, positive
     * @return this builder
     */
    public LocalFunctionBuilder startLimit(Duration startLimit) {
        this.startLimit = Objects.requireNonNull(startLimit, "startLimit");
        return this;
    }

    /**
     * Sets the memory that the function's environment variables state; nothing limits it. Default: 512 MB.
     *
     * @param memoryMegabytes the memory in MB, 128 to 10,240
     * @return this builder
     */
    public LocalFunctionBuilder memoryMegabytes(int memoryMegabytes) {
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw new IllegalArgumentException("memoryMegabytes must be 128 to 10240: " + memoryMegabytes);
        }
        this.memoryMegabytes = memoryMegabytes;
        return this;
    }

    /**
     * Sets the number of concurrent invocations of an environment. Default: 1, as on Lambda without managed instances.
     *
     * @param concurrency the number, at least 1 and at most {@link RuntimeApi#MAX_OPEN}
     * @return this builder
     */
    public LocalFunctionBuilder concurrency(int concurrency) {
        if (concurrency < 1 || concurrency > RuntimeApi.MAX_OPEN) {
            throw new IllegalArgumentException("concurrency must be 1 to " + RuntimeApi.MAX_OPEN + ": " + concurrency);
        }
        this.concurrency = concurrency;
        return this;
    }

    /**
     * Sets an environment variable of the function. Default: the variables that Lambda sets, with Region
     * {@code us-east-1} and credentials that are valid nowhere. This process's environment is not passed on.
     *
     * @param variable the variable's name
     * @param value its value
     * @return this builder
     */
    public LocalFunctionBuilder environment(String variable, String value) {
        environment.put(Objects.requireNonNull(variable, "variable"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * Sets the program that runs the function. Default: the {@code java} of this JVM.
     *
     * @param java the program's file
     * @return this builder
     */
    public LocalFunctionBuilder java(Path java) {
        this.java = Objects.requireNonNull(java, "java");
        return this;
    }

    /**
     * Sets the function's class path, which must include AWS's runtime interface client. Default: this JVM's class
     * path.
     *
     * @param classPath the class path, without wildcards
     * @return this builder
     */
    public LocalFunctionBuilder classPath(String classPath) {
        this.classPath = Objects.requireNonNull(classPath, "classPath");
        return this;
    }

    /**
     * Sets the flags of the function's JVM. Default: flags for a fast start, similar to Lambda's.
     *
     * @param jvmFlags the flags
     * @return this builder
     */
    public LocalFunctionBuilder jvmFlags(String... jvmFlags) {
        this.jvmFlags = List.of(jvmFlags);
        return this;
    }

    /**
     * Sets how much of the end of an environment's output is kept. Default: 1 MiB.
     *
     * @param outputBytes the number of bytes, positive
     * @return this builder
     */
    public LocalFunctionBuilder outputBytes(int outputBytes) {
        if (outputBytes < 1) {
            throw new IllegalArgumentException("outputBytes must be positive: " + outputBytes);
        }
        this.outputBytes = outputBytes;
        return this;
    }

    /**
     * Sets the pauses before each retry of {@link LocalFunction#invokeAsynchronously}. Default: 1 min and 2 min, as on
     * Lambda.
     *
     * @param retryDelays the pauses, one for each retry
     * @return this builder
     */
    public LocalFunctionBuilder retryDelays(List<Duration> retryDelays) {
        this.retryDelays = List.copyOf(retryDelays);
        return this;
    }

    /**
     * Sets the way to wait during those pauses. Default: the caller's thread sleeps.
     *
     * @param waiting the way to wait
     * @return this builder
     */
    public LocalFunctionBuilder waiting(Waiting waiting) {
        this.waiting = Objects.requireNonNull(waiting, "waiting");
        return this;
    }

    /**
     * Sets the clock from which deadlines are computed. Default: the system's clock, which the function's process reads
     * too.
     *
     * @param clock the clock
     * @return this builder
     */
    public LocalFunctionBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Sets the source of request ids. Default: random UUIDs.
     *
     * @param requestIds makes ids of letters, digits and hyphens, at most 64; thread-safe
     * @return this builder
     */
    public LocalFunctionBuilder requestIds(Supplier<String> requestIds) {
        this.requestIds = Objects.requireNonNull(requestIds, "requestIds");
        return this;
    }

    /**
     * Sets the command line of a runtime that is no JVM, such as Python with a bootstrap. It finds the Runtime API in
     * its environment, as on Lambda. Default: a JVM with AWS's runtime interface client.
     *
     * @param program the command line; empty is the default
     * @return this builder
     */
    public LocalFunctionBuilder program(List<String> program) {
        this.program = List.copyOf(program);
        return this;
    }

    /**
     * Sets the working folder of the function's processes. Default: that of this process.
     *
     * @param folder the folder
     * @return this builder
     */
    public LocalFunctionBuilder folder(Path folder) {
        this.folder = Optional.of(folder);
        return this;
    }

    /**
     * Sets a folder where each process has a file for its output, which grows without a limit. All that a handler wrote
     * before its answer is then in {@link RuntimeProcess#output()} after the invocation. Default: the last part of the
     * output is kept in memory.
     *
     * @param outputs the folder
     * @return this builder
     */
    public LocalFunctionBuilder outputFiles(Path outputs) {
        this.outputs = Optional.of(outputs);
        return this;
    }

    /**
     * Builds the function. Starts no process yet.
     *
     * @return the function, which the caller closes
     * @throws IllegalArgumentException if a duration is out of range, or the class path has no runtime interface client
     *     for this machine
     * @throws UncheckedIOException if the client's native library could not be unpacked to a temporary file
     */
    public LocalFunction build() {
        FunctionSettings settings = new FunctionSettings(
                handler,
                name,
                new RuntimeApi.Limits(startLimit, timeout, killMargin),
                concurrency,
                lambdaEnvironment(),
                java,
                classPath,
                jvmFlags,
                outputBytes,
                retryDelays,
                waiting,
                clock,
                requestIds,
                new ProcessPlace(program, folder, outputs));
        try {
            return new LocalFunction(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("the runtime interface client's library could not be unpacked", e);
        }
    }

    /** {@return the "Defined runtime environment variables" of the AWS Lambda guide, and the declared ones} */
    private Map<String, String> lambdaEnvironment() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("_HANDLER", handler);
        all.put("AWS_REGION", "us-east-1");
        all.put("AWS_DEFAULT_REGION", "us-east-1");
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
        all.put("AWS_LAMBDA_FUNCTION_NAME", name);
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMegabytes));
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        all.put("AWS_ACCESS_KEY_ID", "local");
        all.put("AWS_SECRET_ACCESS_KEY", "local");
        all.put("AWS_SESSION_TOKEN", "local");
        all.put("LANG", "en_US.UTF-8");
        all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        all.put("TZ", ":UTC");
        if (concurrency > 1) {
            all.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(concurrency));
        }
        all.putAll(environment);
        return all;
    }
}
