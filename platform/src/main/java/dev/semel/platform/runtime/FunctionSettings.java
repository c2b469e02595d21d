// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import dev.semel.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings of a {@link LocalFunction}; {@link LocalFunctionBuilder} describes each. */
final class FunctionSettings {

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private final String handler;
    private final String name;
    private final RuntimeApi.Limits limits;
    private final int concurrency;
    private final Map<String, String> environment;
    private final Path java;
    private final String classPath;
    private final List<String> jvmFlags;
    private final int outputBytes;
    private final List<Duration> retryDelays;
    private final Waiting waiting;
    private final InstantSource clock;
    private final Supplier<String> requestIds;
    private final ProcessPlace place;

    FunctionSettings(
            String handler,
            String name,
            RuntimeApi.Limits limits,
            int concurrency,
            Map<String, String> environment,
            Path java,
            String classPath,
            List<String> jvmFlags,
            int outputBytes,
            List<Duration> retryDelays,
            Waiting waiting,
            InstantSource clock,
            Supplier<String> requestIds,
            ProcessPlace place) {
        this.handler = handler;
        this.name = name;
        this.limits = limits;
        this.concurrency = concurrency;
        this.environment = Map.copyOf(environment);
        this.java = java;
        this.classPath = classPath;
        this.jvmFlags = List.copyOf(jvmFlags);
        this.outputBytes = outputBytes;
        this.retryDelays = List.copyOf(retryDelays);
        this.waiting = waiting;
        this.clock = clock;
        this.requestIds = requestIds;
        this.place = place;
    }

    String name() {
        return name;
    }

    RuntimeApi.Limits limits() {
        return limits;
    }

    int concurrency() {
        return concurrency;
    }

    Map<String, String> environment() {
        return environment;
    }

    String classPath() {
        return classPath;
    }

    int outputBytes() {
        return outputBytes;
    }

    List<Duration> retryDelays() {
        return retryDelays;
    }

    Waiting waiting() {
        return waiting;
    }

    InstantSource clock() {
        return clock;
    }

    Supplier<String> requestIds() {
        return requestIds;
    }

    ProcessPlace place() {
        return place;
    }

    String arn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
    }

    List<String> command(Optional<NativeLibrary> library) {
        if (library.isEmpty()) {
            return place.program();
        }
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(jvmFlags);
        command.add(library.get().jvmFlag());
        command.add("-cp");
        command.add(classPath);
        command.add(MAIN);
        command.add(handler);
        return command;
    }
}
