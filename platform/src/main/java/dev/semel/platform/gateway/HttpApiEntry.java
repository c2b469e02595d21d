// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTP API. What is changed is served at once: its stages are deployed automatically. Thread-safe. */
final class HttpApiEntry implements GatewayApi {

    /** The longest time for which an integration waits. */
    static final int MOST_MILLIS = 30_000;

    static final String DEFAULT = "$default";

    private final String id;
    private final ObjectNode document;
    private final Map<String, ObjectNode> integrations = new LinkedHashMap<>();
    private final Map<String, ObjectNode> routes = new LinkedHashMap<>();
    private final Map<String, ObjectNode> stages = new LinkedHashMap<>();

    HttpApiEntry(String id, ObjectNode document) {
        this.id = id;
        this.document = document;
    }

    ObjectNode document() {
        return document;
    }

    synchronized List<ObjectNode> integrations() {
        return List.copyOf(integrations.values());
    }

    synchronized List<ObjectNode> routes() {
        return List.copyOf(routes.values());
    }

    synchronized List<ObjectNode> stages() {
        return List.copyOf(stages.values());
    }

    /** Adds an integration, whose members were checked. */
    synchronized ObjectNode addIntegration(ObjectNode integration) {
        String name = GatewayRequests.id();
        integrations.put(name, integration.put("integrationId", name));
        return integration;
    }

    /** Adds a route to an integration that is there. */
    synchronized ObjectNode addRoute(ObjectNode route) {
        String key = GatewayRequests.required(route, "routeKey");
        String target = GatewayRequests.required(route, "target");
        if (!key.equals(DEFAULT)) {
            if (!key.matches("(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY) /.*")) {
                throw GatewayRequests.bad("The provided route key is not formatted properly for HTTP protocol: " + key);
            }
            RoutePath.parse(key.substring(key.indexOf(' ') + 1));
        }
        if (!target.startsWith("integrations/") || !integrations.containsKey(target.substring(13))) {
            throw GatewayRequests.bad("the target is no integration of this API: " + target);
        }
        if (routes.values().stream()
                .anyMatch(one -> one.path("routeKey").asText().equals(key))) {
            throw GatewayRequests.conflict("Route with key " + key + " already exists for this API");
        }
        String name = GatewayRequests.id();
        routes.put(name, route.put("routeId", name));
        return route;
    }

    synchronized ObjectNode addStage(ObjectNode stage) {
        String name = GatewayRequests.required(stage, "stageName");
        if (!name.matches("\\$default|[a-zA-Z0-9_-]{1,128}")) {
            throw GatewayRequests.bad("the name of the stage is not valid: " + name);
        }
        if (stages.containsKey(name)) {
            throw GatewayRequests.conflict("Stage already exists");
        }
        stages.put(name, stage);
        return stage;
    }

    synchronized void removeIntegration(String name) {
        boolean isUsed = routes.values().stream()
                .anyMatch(route -> route.path("target").asText().equals("integrations/" + name));
        if (isUsed) {
            throw GatewayRequests.conflict("Cannot delete Integration '" + name + "' because it is used by a route");
        }
        GatewayRequests.found(Optional.ofNullable(integrations.remove(name)), "Integration", name);
    }

    synchronized void removeRoute(String name) {
        GatewayRequests.found(Optional.ofNullable(routes.remove(name)), "Route", name);
    }

    synchronized void removeStage(String name) {
        GatewayRequests.found(Optional.ofNullable(stages.remove(name)), "Stage", name);
    }

    @Override
    public synchronized Optional<Match> match(String method, String path) {
        String first = RoutePath.segments(path).getFirst();
        String stage = stages.containsKey(first) && !first.equals(DEFAULT) ? first : DEFAULT;
        JsonNode settings = stages.get(stage);
        if (settings == null) {
            return Optional.empty();
        }
        String rest = stage.equals(DEFAULT) ? path : path.substring(first.length() + 1);
        String below = rest.isEmpty() ? "/" : rest;
        Map<String, String> variables = GatewayRequests.texts(settings.path("stageVariables"));
        List<Route> ordered =
                new ArrayList<>(routes.values().stream().map(this::route).toList());
        ordered.sort(Comparator.comparing(Route::path)
                .thenComparing(route -> route.method().equals(Route.ANY)));
        return ordered.stream()
                .filter(route -> route.takes(method))
                .flatMap(route -> route.path().match(below).stream()
                        .map(values -> new Match(id, stage, variables, route, below, values, List.of())))
                .findFirst();
    }

    private Route route(ObjectNode given) {
        String key = given.path("routeKey").asText();
        JsonNode integration = integrations.get(given.path("target").asText().substring(13));
        if (integration == null) {
            throw new IllegalStateException("a route lost its integration: " + key);
        }
        boolean isDefault = key.equals(DEFAULT);
        ApiForm form =
                integration.path("payloadFormatVersion").asText().equals("1.0") ? ApiForm.HTTP_1 : ApiForm.HTTP_2;
        return new Route(
                isDefault ? Route.ANY : key.substring(0, key.indexOf(' ')),
                isDefault ? RoutePath.ANYTHING : RoutePath.parse(key.substring(key.indexOf(' ') + 1)),
                key,
                GatewayRequests.function(integration.path("integrationUri").asText()),
                form,
                Duration.ofMillis(integration.path("timeoutInMillis").asInt()),
                given.path("authorizationType").asText().equals("AWS_IAM"));
    }

    @Override
    public ApiForm form() {
        return ApiForm.HTTP_2;
    }
}
