// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.RestOperations;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Operations on HTTP APIs, in memory. Thread-safe. */
final class HttpApis {

    private final Map<String, HttpApiEntry> apis = new ConcurrentHashMap<>();
    private final URI endpoint;
    private final InstantSource clock;

    HttpApis(URI endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    Optional<HttpApiEntry> find(String id) {
        return Optional.ofNullable(apis.get(id));
    }

    RestOperations operations() {
        RestOperations operations = new RestOperations("API Gateway (HTTP APIs)");
        String api = "apis/{}";
        return operations
                .add("CreateApi", "POST apis", (request, names) -> create(request))
                .add(
                        "GetApis",
                        "GET apis",
                        (request, names) -> GatewayRequests.list(
                                "items",
                                apis.values().stream()
                                        .map(HttpApiEntry::document)
                                        .toList()))
                .add(
                        "GetApi",
                        "GET " + api,
                        (request, names) -> ApiAnswer.json(200, api(names).document()))
                .add("DeleteApi", "DELETE " + api, (request, names) -> delete(names))
                .add(
                        "CreateIntegration",
                        "POST " + api + "/integrations",
                        (request, names) -> ApiAnswer.json(
                                201, api(names).addIntegration(integration(GatewayRequests.document(request)))))
                .add(
                        "GetIntegrations",
                        "GET " + api + "/integrations",
                        (request, names) ->
                                GatewayRequests.list("items", api(names).integrations()))
                .add("DeleteIntegration", "DELETE " + api + "/integrations/{}", (request, names) -> {
                    api(names).removeIntegration(names.get(1));
                    return ApiAnswer.empty(204);
                })
                .add(
                        "CreateRoute",
                        "POST " + api + "/routes",
                        (request, names) ->
                                ApiAnswer.json(201, api(names).addRoute(route(GatewayRequests.document(request)))))
                .add(
                        "GetRoutes",
                        "GET " + api + "/routes",
                        (request, names) ->
                                GatewayRequests.list("items", api(names).routes()))
                .add("DeleteRoute", "DELETE " + api + "/routes/{}", (request, names) -> {
                    api(names).removeRoute(names.get(1));
                    return ApiAnswer.empty(204);
                })
                .add(
                        "CreateStage",
                        "POST " + api + "/stages",
                        (request, names) ->
                                ApiAnswer.json(201, api(names).addStage(stage(GatewayRequests.document(request)))))
                .add(
                        "GetStages",
                        "GET " + api + "/stages",
                        (request, names) ->
                                GatewayRequests.list("items", api(names).stages()))
                .add("DeleteStage", "DELETE " + api + "/stages/{}", (request, names) -> {
                    api(names).removeStage(names.get(1));
                    return ApiAnswer.empty(204);
                });
    }

    private HttpApiEntry api(List<String> names) {
        return GatewayRequests.found(find(names.getFirst()), "API", names.getFirst());
    }

    /** Creates an API; with a target also its integration, route and stage, which is the service's quick create. */
    private ApiAnswer create(ApiRequest request) throws IOException {
        ObjectNode given = GatewayRequests.document(request);
        GatewayRequests.required(given, "name");
        GatewayRequests.required(given, "protocolType");
        GatewayRequests.only("CreateApi", given, "protocolType", "HTTP");
        GatewayRequests.refuse("CreateApi", given, "credentialsArn", "disableExecuteApiEndpoint");
        String target = given.path("target").asText("");
        String key = given.path("routeKey").asText(HttpApiEntry.DEFAULT);
        String id = GatewayRequests.secretId();
        given.remove(List.of("target", "routeKey"));
        given.put("apiId", id)
                .put("apiEndpoint", endpoint + GatewayDoor.PATH + id)
                .put("routeSelectionExpression", "$request.method $request.path")
                .put("apiKeySelectionExpression", "$request.header.x-api-key")
                .put("disableExecuteApiEndpoint", false)
                .put(
                        "createdDate",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        HttpApiEntry api = new HttpApiEntry(id, given);
        if (!target.isEmpty()) {
            ObjectNode integration = JsonTree.object().put("integrationType", "AWS_PROXY");
            integration.put("integrationUri", target).put("payloadFormatVersion", "2.0");
            String integrationId = api.addIntegration(integration(integration))
                    .path("integrationId")
                    .asText();
            api.addRoute(route(JsonTree.object().put("routeKey", key).put("target", "integrations/" + integrationId)));
            api.addStage(
                    JsonTree.object().put("stageName", HttpApiEntry.DEFAULT).put("autoDeploy", true));
        }
        apis.put(id, api);
        return ApiAnswer.json(201, given);
    }

    private ApiAnswer delete(List<String> names) {
        api(names);
        apis.remove(names.getFirst());
        return ApiAnswer.empty(204);
    }

    private static ObjectNode integration(ObjectNode given) {
        GatewayRequests.required(given, "integrationType");
        GatewayRequests.only("CreateIntegration", given, "integrationType", "AWS_PROXY");
        GatewayRequests.only("CreateIntegration", given, "connectionType", "INTERNET");
        GatewayRequests.refuse(
                "CreateIntegration",
                given,
                "integrationSubtype",
                "credentialsArn",
                "requestParameters",
                "responseParameters",
                "tlsConfig");
        String format = GatewayRequests.required(given, "payloadFormatVersion");
        if (!format.equals("1.0") && !format.equals("2.0")) {
            throw GatewayRequests.bad("payloadFormatVersion must be 1.0 or 2.0");
        }
        GatewayRequests.function(GatewayRequests.required(given, "integrationUri"));
        return given.put("timeoutInMillis", (int)
                        GatewayRequests.timeout(given, HttpApiEntry.MOST_MILLIS).toMillis())
                .put("connectionType", "INTERNET")
                .put("integrationMethod", "POST");
    }

    private static ObjectNode route(ObjectNode given) {
        GatewayRequests.only("CreateRoute", given, "authorizationType", "NONE", "AWS_IAM");
        GatewayRequests.refuse("CreateRoute", given, "apiKeyRequired", "authorizerId", "requestParameters");
        if (!given.hasNonNull("target")) {
            throw ServiceException.notServed("API Gateway", "CreateRoute without a target");
        }
        return given.put("authorizationType", given.path("authorizationType").asText("NONE"));
    }

    private static ObjectNode stage(ObjectNode given) {
        GatewayRequests.refuse("CreateStage", given, "deploymentId", "clientCertificateId");
        if (!given.path("autoDeploy").asBoolean()) {
            throw ServiceException.notServed("API Gateway", "CreateStage of an HTTP API without autoDeploy");
        }
        return given;
    }
}
