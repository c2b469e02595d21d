// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates functions, and what belongs to them: URLs, asynchronous settings, mappings; also rules. */
final class FunctionResources {

    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final Set<String> NUMBERS = Set.of(
            "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "MaximumRetryAttempts",
            "MaximumEventAgeInSeconds",
            "MaximumRecordAgeInSeconds",
            "ParallelizationFactor");

    private final FrontClient front;
    private final Template template;
    private final Map<String, byte[]> code;

    /**
     * Makes a creator.
     *
     * @param front the platform
     * @param template the template
     * @param code the zips of the functions, by logical id
     */
    FunctionResources(FrontClient front, Template template, Map<String, byte[]> code) {
        this.front = front;
        this.template = template;
        this.code = code;
    }

    /** Refuses a deployment whose function is there. */
    void checkAbsent(Resource resource) throws IOException, InterruptedException {
        try {
            front.rest("lambda", "GET", FUNCTIONS + "/" + resource.name(), Map.of(), new byte[0]);
        } catch (ServiceException e) {
            if (e.status() == 404) {
                return;
            }
            throw e;
        }
        throw TemplateException.of("the function " + resource.name() + " is there already, and a deployment is not"
                + " updated here: start the platform again, choose another --stack, or change the function with"
                + " the AWS CLI");
    }

    /** Creates a function. */
    void function(Resource resource, JsonNode given) throws IOException, InterruptedException {
        ObjectNode request = JsonTree.object().put("FunctionName", resource.name());
        for (String member : List.of(
                "Runtime", "Handler", "Description", "DeadLetterConfig", "CapacityProviderConfig", "PackageType")) {
            if (given.has(member)) {
                request.set(member, given.path(member));
            }
        }
        request.put("Role", given.path("Role").asText("arn:aws:iam::000000000000:role/" + resource.name()));
        request.put("Timeout", given.path("Timeout").asInt(3));
        request.put("MemorySize", given.path("MemorySize").asInt(128));
        if (given.has("Environment")) {
            ObjectNode variables = request.putObject("Environment").putObject("Variables");
            given.path("Environment")
                    .path("Variables")
                    .properties()
                    .forEach(variable ->
                            variables.put(variable.getKey(), variable.getValue().asText()));
        }
        byte[] zip = code.get(resource.id());
        if (zip == null) {
            request.set("Code", given.path("Code"));
        } else {
            request.putObject("Code").put("ZipFile", Base64.getEncoder().encodeToString(zip));
        }
        call("POST", FUNCTIONS, request);
        if (given.has("ReservedConcurrentExecutions")) {
            int limit = given.path("ReservedConcurrentExecutions").asInt();
            ObjectNode reserved = JsonTree.object().put("ReservedConcurrentExecutions", limit);
            call("PUT", "/2017-10-31/functions/" + resource.name() + "/concurrency", reserved);
        }
    }

    private JsonNode call(String method, String path, ObjectNode document) throws IOException, InterruptedException {
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        return JsonTree.parse(front.rest("lambda", method, path, Map.of(), body).body());
    }

    /** {@return a copy whose numbers are numbers, also where a parameter gave them as texts} */
    private static ObjectNode numbers(JsonNode given) {
        ObjectNode copy = given.deepCopy();
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (NUMBERS.contains(name)) {
                copy.put(name, given.path(name).asInt());
            }
        }
        return copy;
    }

    private static String name(JsonNode nameOrArn) {
        String text = nameOrArn.asText();
        int function = text.lastIndexOf("function:");
        return function < 0 ? text : text.substring(function + "function:".length());
    }

    /** Creates a function URL. */
    void url(Resource resource, JsonNode given) throws IOException, InterruptedException {
        String path = "/2021-10-31/functions/" + name(given.path("TargetFunctionArn")) + "/url";
        ObjectNode request =
                JsonTree.object().put("AuthType", given.path("AuthType").asText("NONE"));
        template.learn(
                resource,
                "FunctionUrl",
                call("POST", path, request).path("FunctionUrl").asText());
    }

    /** Sets a function's asynchronous settings. */
    void invokeConfig(JsonNode given) throws IOException, InterruptedException {
        ObjectNode request = numbers(given);
        request.remove(List.of("FunctionName", "Qualifier"));
        call("PUT", "/2019-09-25/functions/" + name(given.path("FunctionName")) + "/event-invoke-config", request);
    }

    /** Creates an event source mapping. */
    void mapping(JsonNode given) throws IOException, InterruptedException {
        call("POST", "/2015-03-31/event-source-mappings", numbers(given));
    }

    /** Creates a schedule. */
    void schedule(Resource resource, JsonNode given) throws IOException, InterruptedException {
        byte[] body = given.toString().getBytes(StandardCharsets.UTF_8);
        front.rest("scheduler", "POST", "/schedules/" + resource.name(), Map.of(), body);
    }

    /** Creates an archive. */
    void archive(Resource resource, JsonNode given) throws IOException, InterruptedException {
        ObjectNode archive = JsonTree.object().put("ArchiveName", resource.name());
        archive.set("EventSourceArn", given.path("SourceArn"));
        archive.put("RetentionDays", given.path("RetentionDays").asInt());
        if (given.has("EventPattern")) {
            archive.put("EventPattern", given.path("EventPattern").toString());
        }
        front.target("events", "AWSEvents.CreateArchive", archive);
    }

    /** Creates a rule with its targets. */
    void rule(Resource resource, JsonNode given) throws IOException, InterruptedException {
        String bus = given.path("EventBusName").asText("default");
        ObjectNode rule = JsonTree.object().put("Name", resource.name()).put("EventBusName", bus);
        if (given.has("EventPattern")) {
            rule.put("EventPattern", given.path("EventPattern").toString());
        }
        if (given.has("ScheduleExpression")) {
            rule.set("ScheduleExpression", given.path("ScheduleExpression"));
        }
        rule.put("State", given.path("State").asText("ENABLED"));
        front.target("events", "AWSEvents.PutRule", rule);
        ObjectNode targets = JsonTree.object().put("Rule", resource.name()).put("EventBusName", bus);
        targets.set("Targets", given.path("Targets"));
        front.target("events", "AWSEvents.PutTargets", targets);
    }
}
