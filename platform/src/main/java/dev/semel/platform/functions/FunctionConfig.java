// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.ServiceException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Configuration of one version of a function, as the service keeps it.
 *
 * @param name the function's name
 * @param runtime the runtime
 * @param role the ARN of the role, which is only kept
 * @param handler the handler, in the runtime's form
 * @param description the description, or empty
 * @param timeoutSeconds the timeout, 1 to 900 seconds
 * @param memoryMegabytes the memory, 128 to 10,240 MB; nothing limits it
 * @param environment the declared variables
 * @param concurrency the number of requests that an environment takes at once: more than 1 on Managed Instances
 * @param deadLetterArn the ARN of the dead-letter queue or topic, or empty
 */
record FunctionConfig(
        String name,
        String runtime,
        String role,
        String handler,
        String description,
        int timeoutSeconds,
        int memoryMegabytes,
        Map<String, String> environment,
        int concurrency,
        String deadLetterArn) {

    private static final int MAX_CONCURRENCY = 1_000;

    FunctionConfig {
        if (!name.matches("[a-zA-Z0-9-_]{1,64}")) {
            throw invalid("the function's name must have 1 to 64 letters, digits, hyphens and underscores");
        }
        if (!runtime.matches("java21|java25|python3\\.\\d{1,2}")) {
            throw invalid("Value " + runtime + " at 'runtime' is not served here: java21, java25 or python3.x is");
        }
        if (handler.isBlank()) {
            throw invalid("1 validation error detected: 'handler' must not be empty");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > 900) {
            throw invalid("1 validation error detected: 'timeout' must be 1 to 900");
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw invalid("1 validation error detected: 'memorySize' must be 128 to 10240");
        }
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw invalid("'PerExecutionEnvironmentMaxConcurrency' must be 1 to " + MAX_CONCURRENCY);
        }
        environment = Map.copyOf(environment);
    }

    static FunctionConfig create(JsonNode request) {
        if (!request.path("PackageType").asText("Zip").equals("Zip")) {
            throw invalid("functions of container images are not served here: upload a zip");
        }
        FunctionConfig empty = new FunctionConfig(
                request.path("FunctionName").asText(""),
                request.path("Runtime").asText(""),
                "",
                request.path("Handler").asText(""),
                "",
                3,
                128,
                Map.of(),
                1,
                "");
        return empty.withChanges(request);
    }

    /** {@return this configuration with what a request names} */
    FunctionConfig withChanges(JsonNode request) {
        return new FunctionConfig(
                name,
                request.path("Runtime").asText(runtime),
                request.path("Role").asText(role),
                request.path("Handler").asText(handler),
                request.path("Description").asText(description),
                request.path("Timeout").asInt(timeoutSeconds),
                request.path("MemorySize").asInt(memoryMegabytes),
                variables(request),
                concurrency(request),
                request.path("DeadLetterConfig").path("TargetArn").asText(deadLetterArn));
    }

    private Map<String, String> variables(JsonNode request) {
        if (!request.hasNonNull("Environment")) {
            return environment;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        request.path("Environment").path("Variables").properties().forEach(variable -> {
            String key = variable.getKey();
            if (!key.matches("[a-zA-Z]\\w+")) {
                throw invalid("Environment variable names must begin with a letter, and have letters, digits and _");
            }
            if (key.startsWith("AWS_LAMBDA_") || key.equals("AWS_ACCESS_KEY_ID") || key.equals("AWS_REGION")) {
                throw invalid("Lambda was unable to configure your environment variables because the environment"
                        + " variables you have provided contains reserved keys that are currently not supported for"
                        + " modification. Reserved keys used in this request: " + key);
            }
            variables.put(key, variable.getValue().asText());
        });
        return variables;
    }

    private int concurrency(JsonNode request) {
        JsonNode capacity = request.path("CapacityProviderConfig").path("LambdaManagedInstancesCapacityProviderConfig");
        return capacity.isMissingNode()
                ? concurrency
                : capacity.path("PerExecutionEnvironmentMaxConcurrency").asInt(32);
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    boolean isJava() {
        return runtime.startsWith("java");
    }

    /** {@return the members of the service's document that this configuration fills} */
    ObjectNode toJson() {
        ObjectNode document = new JsonMapper().createObjectNode();
        document.put("FunctionName", name)
                .put("FunctionArn", Arn.ofFunction(name))
                .put("Runtime", runtime);
        document.put("Role", role).put("Handler", handler).put("Description", description);
        document.put("Timeout", timeoutSeconds).put("MemorySize", memoryMegabytes);
        document.put("PackageType", "Zip").put("State", "Active").put("LastUpdateStatus", "Successful");
        document.putArray("Architectures").add("x86_64");
        document.putObject("TracingConfig").put("Mode", "PassThrough");
        document.putObject("EphemeralStorage").put("Size", 512);
        if (!environment.isEmpty()) {
            ObjectNode variables = document.putObject("Environment").putObject("Variables");
            environment.forEach(variables::put);
        }
        if (!deadLetterArn.isEmpty()) {
            document.putObject("DeadLetterConfig").put("TargetArn", deadLetterArn);
        }
        return document;
    }

    static ServiceException invalid(String message) {
        return new ServiceException(400, "InvalidParameterValueException", message);
    }
}
