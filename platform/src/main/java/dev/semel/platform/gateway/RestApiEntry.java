// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.JsonTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** REST API. A stage serves the methods of its deployment, whatever was changed since. Thread-safe. */
final class RestApiEntry implements GatewayApi {

    /** The longest time for which an integration waits. */
    static final int MOST_MILLIS = 29_000;

    private final String id;
    private final ObjectNode document;
    private final Map<String, ObjectNode> resources = new LinkedHashMap<>();
    private final Map<String, List<Route>> deployments = new LinkedHashMap<>();
    private final Map<String, ObjectNode> stages = new LinkedHashMap<>();

    RestApiEntry(String id, ObjectNode document) {
        this.id = id;
        this.document = document;
        String root = GatewayRequests.id();
        resources.put(root, JsonTree.object().put("id", root).put("path", "/"));
        document.put("rootResourceId", root);
    }

    ObjectNode document() {
        return document;
    }

    synchronized List<ObjectNode> resources() {
        return List.copyOf(resources.values());
    }

    synchronized List<ObjectNode> stages() {
        return List.copyOf(stages.values());
    }

    synchronized ObjectNode resource(String name) {
        return GatewayRequests.found(Optional.ofNullable(resources.get(name)), "Resource", name);
    }

    synchronized ObjectNode addResource(String parent, String part) {
        String above = resource(parent).path("path").asText();
        String path = (above.equals("/") ? "" : above) + "/" + part;
        if (part.contains("/") || above.endsWith("+}")) {
            throw GatewayRequests.bad("the path part is not valid here: " + part);
        }
        RoutePath.parse(path);
        if (resources.values().stream()
                .anyMatch(one -> one.path("path").asText().equals(path))) {
            throw GatewayRequests.conflict("Another resource with the same parent already has this name: " + part);
        }
        String name = GatewayRequests.id();
        ObjectNode resource = JsonTree.object().put("id", name).put("parentId", parent);
        resources.put(name, resource.put("pathPart", part).put("path", path));
        return resource;
    }

    synchronized ObjectNode putMethod(String resource, String method, ObjectNode given) {
        if (!method.matches("GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY")) {
            throw GatewayRequests.bad("Invalid HTTP method specified: " + method);
        }
        resource(resource).withObjectProperty("resourceMethods").set(method, given.put("httpMethod", method));
        return given;
    }

    synchronized ObjectNode method(String resource, String method) {
        JsonNode found = resource(resource).path("resourceMethods").path(method);
        return GatewayRequests.found(
                found instanceof ObjectNode object ? Optional.of(object) : Optional.empty(), "Method", method);
    }

    /** Deploys the methods as they are. {@return the deployment's id} */
    synchronized String deploy() {
        List<Route> routes = new ArrayList<>();
        for (ObjectNode resource : resources.values()) {
            resource.path("resourceMethods")
                    .properties()
                    .forEach(method -> routes.add(route(resource, method.getValue())));
        }
        if (routes.isEmpty()) {
            throw GatewayRequests.bad("The REST API doesn't contain any methods");
        }
        String name = GatewayRequests.id();
        deployments.put(name, List.copyOf(routes));
        return name;
    }

    private static Route route(ObjectNode resource, JsonNode method) {
        JsonNode integration = method.path("methodIntegration");
        if (!integration.isObject()) {
            throw GatewayRequests.bad("No integration defined for method "
                    + method.path("httpMethod").asText());
        }
        return new Route(
                method.path("httpMethod").asText(),
                RoutePath.parse(resource.path("path").asText()),
                resource.path("id").asText(),
                GatewayRequests.function(integration.path("uri").asText()),
                ApiForm.REST,
                Duration.ofMillis(integration.path("timeoutInMillis").asInt()),
                method.path("authorizationType").asText().equals("AWS_IAM"));
    }

    /** Adds a stage, or points one at another deployment. */
    synchronized ObjectNode putStage(String name, String deployment, JsonNode variables, boolean isNew) {
        if (!name.matches("[a-zA-Z0-9_-]{1,128}")) {
            throw GatewayRequests.bad("Stage name only allows a-zA-Z0-9_-: " + name);
        }
        if (!deployments.containsKey(deployment)) {
            throw GatewayRequests.bad("Deployment id does not exist: " + deployment);
        }
        if (isNew && stages.containsKey(name)) {
            throw GatewayRequests.conflict("Stage already exists");
        }
        ObjectNode stage = stages.computeIfAbsent(name, any -> JsonTree.object().put("stageName", name));
        stage.put("deploymentId", deployment);
        if (variables.isObject()) {
            stage.set("variables", variables);
        }
        return stage;
    }

    @Override
    public synchronized Optional<Match> match(String method, String path) {
        String stage = RoutePath.segments(path).getFirst();
        JsonNode settings = stages.get(stage);
        if (settings == null) {
            return Optional.empty();
        }
        String rest = path.substring(stage.length() + 1);
        String below = rest.isEmpty() ? "/" : rest;
        List<Route> routes =
                deployments.getOrDefault(settings.path("deploymentId").asText(), List.of());
        Optional<RoutePath> best = routes.stream() // the resource first: its methods alone count
                .map(Route::path)
                .filter(one -> one.match(below).isPresent())
                .min(Comparator.naturalOrder());
        List<String> binary = new ArrayList<>();
        document.path("binaryMediaTypes").forEach(type -> binary.add(type.asText()));
        return routes.stream()
                .filter(route -> best.filter(route.path()::equals).isPresent() && route.takes(method))
                .min(Comparator.comparing(route -> route.method().equals(Route.ANY)))
                .map(route -> new Match(
                        id,
                        stage,
                        GatewayRequests.texts(settings.path("variables")),
                        route,
                        below,
                        route.path().match(below).orElse(Map.of()),
                        binary));
    }

    @Override
    public ApiForm form() {
        return ApiForm.REST;
    }
}
