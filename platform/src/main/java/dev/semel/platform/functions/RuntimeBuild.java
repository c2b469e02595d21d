// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.platform.http.Arn;
import dev.semel.platform.runtime.LocalFunction;
import dev.semel.platform.runtime.LocalFunctionBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Builds the processes of a function: their command line, class path and environment. */
final class RuntimeBuild {

    /** A class of each jar that the Java runtime consists of. */
    private static final List<String> RUNTIME_CLASSES = List.of(
            "com/amazonaws/services/lambda/runtime/api/client/AWSLambda.class",
            "com/amazonaws/services/lambda/runtime/Context.class",
            "com/amazonaws/services/lambda/runtime/serialization/PojoSerializer.class",
            "software/amazon/awssdk/utilslite/SdkInternalThreadLocal.class");

    private static final String BOOTSTRAP = "bootstrap.py";

    private final Surroundings surroundings;

    RuntimeBuild(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Builds a version's processes.
     *
     * @throws dev.semel.platform.http.ServiceException if this machine cannot run the runtime
     */
    LocalFunction build(FunctionConfig config, String version, Path code, String stream) throws IOException {
        String handler = config.handler();
        boolean hasNoMethod = config.isJava() && !handler.contains("::");
        LocalFunctionBuilder builder = LocalFunction.builder(
                        hasNoMethod ? handler + "::handleRequest" : handler, config.name())
                .timeout(config.timeout())
                .memoryMegabytes(config.memoryMegabytes())
                .concurrency(config.concurrency())
                .folder(code)
                .outputFiles(Files.createDirectories(surroundings.folder().resolve("output")));
        environment(config, version, stream, builder);
        return config.isJava()
                ? builder.classPath(classPath(code)).build()
                : builder.program(python(config, handler)).build();
    }

    private void environment(FunctionConfig config, String version, String stream, LocalFunctionBuilder builder) {
        String nowhere = surroundings.folder().resolve("none").toString();
        builder.environment("AWS_EXECUTION_ENV", "AWS_Lambda_" + config.runtime())
                .environment("AWS_LAMBDA_FUNCTION_VERSION", version)
                .environment("AWS_LAMBDA_LOG_STREAM_NAME", stream)
                .environment("AWS_REGION", Arn.REGION)
                .environment("AWS_DEFAULT_REGION", Arn.REGION)
                .environment("HOME", surroundings.folder().toString())
                .environment("AWS_CONFIG_FILE", nowhere)
                .environment("AWS_SHARED_CREDENTIALS_FILE", nowhere)
                .environment("AWS_EC2_METADATA_DISABLED", "true");
        config.environment().forEach(builder::environment);
        builder.environment("AWS_ENDPOINT_URL", surroundings.endpoint().toString())
                .environment("AWS_ACCESS_KEY_ID", surroundings.accessKey())
                .environment("AWS_SECRET_ACCESS_KEY", surroundings.secretKey())
                .environment("AWS_SESSION_TOKEN", "local");
    }

    /** {@return the class path in the order of Lambda's: the runtime, the code, the jars in its folder lib} */
    private static String classPath(Path code) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String type : RUNTIME_CLASSES) {
            entries.add(jarOf(type).toString());
        }
        entries.add(code.toString());
        Path lib = code.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> jars = Files.list(lib)) {
                jars.map(Path::toString)
                        .filter(jar -> jar.endsWith(".jar"))
                        .sorted()
                        .forEach(entries::add);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Path jarOf(String type) {
        URL url = RuntimeBuild.class.getClassLoader().getResource(type);
        if (url == null || !url.getProtocol().equals("jar")) {
            throw FunctionConfig.invalid("com.amazonaws:aws-lambda-java-runtime-interface-client is not on the class"
                    + " path of the platform as a jar, and it runs java21 and java25");
        }
        String inner = url.getPath();
        try {
            return Path.of(new URI(inner.substring(0, inner.indexOf("!/"))));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not the place of a jar: " + url, e);
        }
    }

    private List<String> python(FunctionConfig config, String handler) throws IOException {
        Path python = surroundings
                .python()
                .orElseThrow(() -> FunctionConfig.invalid("there is no python3 on the PATH of the platform, which "
                        + config.runtime() + " of " + config.name() + " needs: install Python 3 with boto3, and start"
                        + " the platform again"));
        Path bootstrap = surroundings.folder().resolve(BOOTSTRAP);
        if (!Files.exists(bootstrap)) {
            try (InputStream in =
                    Objects.requireNonNull(RuntimeBuild.class.getResourceAsStream(BOOTSTRAP), BOOTSTRAP)) {
                Files.write(bootstrap, in.readAllBytes());
            }
        }
        return List.of(python.toString(), "-u", bootstrap.toString(), handler);
    }
}
