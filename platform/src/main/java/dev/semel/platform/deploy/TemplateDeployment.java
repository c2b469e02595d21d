// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Deployment of a template of CloudFormation or SAM on a running platform, through its front, as a client of the SDK
 * would. Everything is checked before the first resource is created. Not thread-safe.
 */
public final class TemplateDeployment {

    private final Template template;
    private final Map<String, byte[]> code = new LinkedHashMap<>();

    private TemplateDeployment(Template template) {
        this.template = template;
    }

    /**
     * Reads a template and the code of its functions.
     *
     * @param file the template's file; code is searched beside it
     * @param stack the deployment's name, from which resources without a name get theirs: letters, digits and hyphens
     * @param parameters values of the template's parameters; others have their defaults
     * @return the deployment, of which nothing is created yet
     * @throws IOException if a file cannot be read
     * @throws TemplateException if the template is wrong, or something of it is not served; the message names all of it
     */
    public static TemplateDeployment read(Path file, String stack, Map<String, String> parameters) throws IOException {
        if (!stack.matches("[a-zA-Z][a-zA-Z0-9-]{0,40}")) {
            throw TemplateException.of("the stack's name must have 1 to 41 letters, digits and hyphens: " + stack);
        }
        TemplateDeployment deployment =
                new TemplateDeployment(Template.read(stack, Files.readString(file), parameters));
        Path folder = file.toAbsolutePath().getParent();
        for (Resource resource : deployment.template.resources()) {
            if (resource.type() == ResourceType.FUNCTION && folder != null) {
                FunctionCode.read(folder, resource.id(), deployment.template.resolve(resource))
                        .ifPresent(zip -> deployment.code.put(resource.id(), zip));
            }
        }
        return deployment;
    }

    /**
     * Creates the resources. Tables, queues and buckets that are there, from a start with the same state, are kept.
     *
     * @param front the platform
     * @param progress takes a line for each resource
     * @return the template's outputs, by name
     * @throws TemplateException if a function of it is there already; nothing was created
     * @throws dev.semel.platform.http.ServiceException if a service refuses a resource; those before it are there
     * @throws IOException if the platform does not answer
     * @throws InterruptedException if the thread was interrupted
     */
    public Map<String, String> create(FrontClient front, Consumer<String> progress)
            throws IOException, InterruptedException {
        DataResources data = new DataResources(front, template);
        FunctionResources functions = new FunctionResources(front, template, code);
        GatewayResources gateway = new GatewayResources(front, template);
        for (Resource resource : template.resources()) {
            if (resource.type() == ResourceType.FUNCTION) {
                functions.checkAbsent(resource);
            }
        }
        List<Resource> ordered = template.resources().stream()
                .sorted(Comparator.comparing(Resource::type)
                        .thenComparing(resource -> resource.properties().has("RedrivePolicy"))
                        .thenComparingInt(this::depth))
                .toList();
        for (Resource resource : ordered) {
            String what = resource.type().type() + " " + resource.id();
            if (resource.type().isInert()) {
                progress.accept("accepted without an effect: " + what);
                continue;
            }
            try {
                boolean isNew = create(resource, template.resolve(resource), front, data, functions, gateway);
                progress.accept((isNew ? "created: " : "kept as it was: ") + what + ", " + resource.name());
            } catch (ServiceException e) {
                throw new ServiceException(e.status(), e.code(), what + ": " + e.text());
            }
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        template.outputs().forEach((name, value) -> outputs.put(name, gateway.reachable(value)));
        return outputs;
    }

    /** {@return the number of REST API's resources above one} */
    private int depth(Resource resource) {
        int depth = 0;
        Optional<Resource> parent = parent(resource);
        while (parent.isPresent() && depth < template.resources().size()) { // no endless loop of a circle
            depth++;
            parent = parent(parent.get());
        }
        return depth;
    }

    private Optional<Resource> parent(Resource resource) {
        String id = resource.properties().path("ParentId").path("Ref").asText();
        return template.resources().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private static boolean create(
            Resource resource,
            JsonNode given,
            FrontClient front,
            DataResources data,
            FunctionResources functions,
            GatewayResources gateway)
            throws IOException, InterruptedException {
        switch (resource.type()) {
            case TABLE -> {
                return data.table(resource, given);
            }
            case QUEUE -> {
                return data.queue(resource, given);
            }
            case BUCKET -> {
                return data.bucket(resource, given);
            }
            case TOPIC -> data.topic(resource, given);
            case SUBSCRIPTION -> data.subscription(given);
            case FUNCTION -> functions.function(resource, given);
            case FUNCTION_URL -> functions.url(resource, given);
            case EVENT_INVOKE_CONFIG -> functions.invokeConfig(given);
            case MAPPING -> functions.mapping(given);
            case ARCHIVE -> functions.archive(resource, given);
            case RULE -> functions.rule(resource, given);
            case SCHEDULE -> functions.schedule(resource, given);
            case HTTP_API -> gateway.httpApi(resource, given);
            case INTEGRATION -> gateway.integration(resource, given);
            case ROUTE -> gateway.route(resource, given);
            case HTTP_STAGE -> gateway.httpStage(resource, given);
            case REST_API -> gateway.restApi(resource, given);
            case REST_RESOURCE -> gateway.restResource(resource, given);
            case METHOD -> gateway.method(resource, given);
            case DEPLOYMENT -> gateway.deployment(resource, given);
            case REST_STAGE -> gateway.restStage(resource, given);
            case ROLE -> front.query("iam", Map.of("Action", "CreateRole", "RoleName", resource.name()));
            case BUS ->
                front.target(
                        "events", "AWSEvents.CreateEventBus", JsonTree.object().put("Name", resource.name()));
            case LOG_GROUP ->
                front.target(
                        "logs",
                        "Logs_20140328.CreateLogGroup",
                        JsonTree.object().put("logGroupName", resource.name()));
            case POLICY, MANAGED_POLICY, QUEUE_POLICY, TOPIC_POLICY, BUCKET_POLICY, BUS_POLICY, PERMISSION -> {}
            case ALARM, COMPOSITE_ALARM, DASHBOARD, METRIC_FILTER -> {}
        }
        return true;
    }
}
