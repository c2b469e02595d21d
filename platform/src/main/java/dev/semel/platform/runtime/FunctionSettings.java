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
import java.util.function.Supplier;

/** The settings of a {@link LocalFunction}; {@link LocalFunctionBuilder} says what each of them means. */
record FunctionSettings(
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
        Supplier<String> requestIds) {

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    FunctionSettings {
        environment = Map.copyOf(environment);
        jvmFlags = List.copyOf(jvmFlags);
        retryDelays = List.copyOf(retryDelays);
    }

    String arn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
    }

    List<String> command(NativeLibrary library) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(jvmFlags);
        command.add(library.jvmFlag());
        command.add("-cp");
        command.add(classPath);
        command.add(MAIN);
        command.add(handler);
        return command;
    }
}
