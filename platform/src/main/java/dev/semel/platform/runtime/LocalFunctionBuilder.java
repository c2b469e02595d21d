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

    LocalFunctionBuilder(String handler, String name) {
        this.handler = Objects.requireNonNull(handler, "handler");
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Sets the function's timeout, which the handler sees as its remaining time. Default: 30 s, where Lambda's is 3 s.
     */
    public LocalFunctionBuilder timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /** Sets how long after its deadline a handler is killed; an answer in between counts. Default: 500 ms. */
    public LocalFunctionBuilder killMargin(Duration killMargin) {
        this.killMargin = Objects.requireNonNull(killMargin, "killMargin");
        return this;
    }

    /** Sets how long an environment may take to initialise. Default: 1 min, where Lambda's is 10 s. */
    public LocalFunctionBuilder startLimit(Duration startLimit) {
        this.startLimit = Objects.requireNonNull(startLimit, "startLimit");
        return this;
    }

    /** Sets what the function is told of its memory, in MB; nothing limits it. Default: 512. 128 to 10,240. */
    public LocalFunctionBuilder memoryMegabytes(int memoryMegabytes) {
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw new IllegalArgumentException("memoryMegabytes must be 128 to 10240: " + memoryMegabytes);
        }
        this.memoryMegabytes = memoryMegabytes;
        return this;
    }

    /** Sets how many invocations an environment has at once. Default: 1, as on Lambda outside of managed instances. */
    public LocalFunctionBuilder concurrency(int concurrency) {
        if (concurrency < 1 || concurrency > RuntimeApi.MAX_OPEN) {
            throw new IllegalArgumentException("concurrency must be 1 to " + RuntimeApi.MAX_OPEN + ": " + concurrency);
        }
        this.concurrency = concurrency;
        return this;
    }

    /**
     * Sets an environment variable of the function. Default: those that Lambda sets, with Region {@code us-east-1} and
     * credentials that are valid nowhere. Nothing of this process's environment is passed on.
     */
    public LocalFunctionBuilder environment(String variable, String value) {
        environment.put(Objects.requireNonNull(variable, "variable"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Sets the program that runs the function. Default: the {@code java} of this JVM. */
    public LocalFunctionBuilder java(Path java) {
        this.java = Objects.requireNonNull(java, "java");
        return this;
    }

    /**
     * Sets the function's class path, without wildcards; it must have AWS's runtime interface client too. Default: that
     * of this JVM.
     */
    public LocalFunctionBuilder classPath(String classPath) {
        this.classPath = Objects.requireNonNull(classPath, "classPath");
        return this;
    }

    /** Sets the flags of the function's JVM. Default: those that let it start fast, much as on Lambda. */
    public LocalFunctionBuilder jvmFlags(String... jvmFlags) {
        this.jvmFlags = List.of(jvmFlags);
        return this;
    }

    /** Sets how much of an environment's output is kept, in bytes, the last counting. Default: 1 MiB. Positive. */
    public LocalFunctionBuilder outputBytes(int outputBytes) {
        if (outputBytes < 1) {
            throw new IllegalArgumentException("outputBytes must be positive: " + outputBytes);
        }
        this.outputBytes = outputBytes;
        return this;
    }

    /**
     * Sets the pauses before each retry of {@link LocalFunction#invokeAsynchronously}. Default: 1 min, 2 min, as
     * Lambda's.
     */
    public LocalFunctionBuilder retryDelays(List<Duration> retryDelays) {
        this.retryDelays = List.copyOf(retryDelays);
        return this;
    }

    /** Sets how those pauses pass. Default: the caller's thread sleeps. */
    public LocalFunctionBuilder waiting(Waiting waiting) {
        this.waiting = Objects.requireNonNull(waiting, "waiting");
        return this;
    }

    /** Sets the clock from which deadlines are told. Default: the system's, which the function's process reads too. */
    public LocalFunctionBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Sets where request ids come from: letters, digits and hyphens, at most 64; thread-safe. Default: random UUIDs.
     */
    public LocalFunctionBuilder requestIds(Supplier<String> requestIds) {
        this.requestIds = Objects.requireNonNull(requestIds, "requestIds");
        return this;
    }

    /**
     * Returns the function. No process is started yet.
     *
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
                requestIds);
        try {
            return new LocalFunction(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("the runtime interface client's library could not be unpacked", e);
        }
    }

    /** "Defined runtime environment variables" in the AWS Lambda guide. */
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
