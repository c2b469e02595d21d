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

    private final Map<String, HttpApi> apis = new ConcurrentHashMap<>();
    private final URI endpoint;
    private final InstantSource clock;

    HttpApis(URI endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    Optional<HttpApi> find(String id) {
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
                        (request, names) -> Given.list(
                                "items",
                                apis.values().stream().map(HttpApi::document).toList()))
                .add(
                        "GetApi",
                        "GET " + api,
                        (request, names) -> ApiAnswer.json(200, api(names).document()))
                .add("DeleteApi", "DELETE " + api, (request, names) -> delete(names))
                .add(
                        "CreateIntegration",
                        "POST " + api + "/integrations",
                        (request, names) ->
                                ApiAnswer.json(201, api(names).addIntegration(integration(Given.document(request)))))
                .add(
                        "GetIntegrations",
                        "GET " + api + "/integrations",
                        (request, names) -> Given.list("items", api(names).integrations()))
                .add("DeleteIntegration", "DELETE " + api + "/integrations/{}", (request, names) -> {
                    api(names).removeIntegration(names.get(1));
                    return ApiAnswer.empty(204);
                })
                .add(
                        "CreateRoute",
                        "POST " + api + "/routes",
                        (request, names) -> ApiAnswer.json(201, api(names).addRoute(route(Given.document(request)))))
                .add(
                        "GetRoutes",
                        "GET " + api + "/routes",
                        (request, names) -> Given.list("items", api(names).routes()))
                .add("DeleteRoute", "DELETE " + api + "/routes/{}", (request, names) -> {
                    api(names).removeRoute(names.get(1));
                    return ApiAnswer.empty(204);
                })
                .add(
                        "CreateStage",
                        "POST " + api + "/stages",
                        (request, names) -> ApiAnswer.json(201, api(names).addStage(stage(Given.document(request)))))
                .add(
                        "GetStages",
                        "GET " + api + "/stages",
                        (request, names) -> Given.list("items", api(names).stages()))
                .add("DeleteStage", "DELETE " + api + "/stages/{}", (request, names) -> {
                    api(names).removeStage(names.get(1));
                    return ApiAnswer.empty(204);
                });
    }

    private HttpApi api(List<String> names) {
        return Given.found(find(names.getFirst()), "API", names.getFirst());
    }

    /** Creates an API; with a target also its integration, route and stage, which is the service's quick create. */
    private ApiAnswer create(ApiRequest request) throws IOException {
        ObjectNode given = Given.document(request);
        Given.required(given, "name");
        Given.required(given, "protocolType");
        Given.only("CreateApi", given, "protocolType", "HTTP");
        Given.refuse("CreateApi", given, "credentialsArn", "disableExecuteApiEndpoint");
        String target = given.path("target").asText("");
        String key = given.path("routeKey").asText(HttpApi.DEFAULT);
        String id = Given.secretId();
        given.remove(List.of("target", "routeKey"));
        given.put("apiId", id)
                .put("apiEndpoint", endpoint + GatewayDoor.PATH + id)
                .put("routeSelectionExpression", "$request.method $request.path")
                .put("apiKeySelectionExpression", "$request.header.x-api-key")
                .put("disableExecuteApiEndpoint", false)
                .put(
                        "createdDate",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        HttpApi api = new HttpApi(id, given);
        if (!target.isEmpty()) {
            ObjectNode integration = JsonTree.object().put("integrationType", "AWS_PROXY");
            integration.put("integrationUri", target).put("payloadFormatVersion", "2.0");
            String integrationId = api.addIntegration(integration(integration))
                    .path("integrationId")
                    .asText();
            api.addRoute(route(JsonTree.object().put("routeKey", key).put("target", "integrations/" + integrationId)));
            api.addStage(JsonTree.object().put("stageName", HttpApi.DEFAULT).put("autoDeploy", true));
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
        Given.required(given, "integrationType");
        Given.only("CreateIntegration", given, "integrationType", "AWS_PROXY");
        Given.only("CreateIntegration", given, "connectionType", "INTERNET");
        Given.refuse(
                "CreateIntegration",
                given,
                "integrationSubtype",
                "credentialsArn",
                "requestParameters",
                "responseParameters",
                "tlsConfig");
        String format = Given.required(given, "payloadFormatVersion");
        if (!format.equals("1.0") && !format.equals("2.0")) {
            throw Given.bad("payloadFormatVersion must be 1.0 or 2.0");
        }
        Given.function(Given.required(given, "integrationUri"));
        return given.put("timeoutInMillis", (int)
                        Given.timeout(given, HttpApi.MOST_MILLIS).toMillis())
                .put("connectionType", "INTERNET")
                .put("integrationMethod", "POST");
    }

    private static ObjectNode route(ObjectNode given) {
        Given.only("CreateRoute", given, "authorizationType", "NONE", "AWS_IAM");
        Given.refuse("CreateRoute", given, "apiKeyRequired", "authorizerId", "requestParameters");
        if (!given.hasNonNull("target")) {
            throw ServiceException.notServed("API Gateway", "CreateRoute without a target");
        }
        return given.put("authorizationType", given.path("authorizationType").asText("NONE"));
    }

    private static ObjectNode stage(ObjectNode given) {
        Given.refuse("CreateStage", given, "deploymentId", "clientCertificateId");
        if (!given.path("autoDeploy").asBoolean()) {
            throw ServiceException.notServed("API Gateway", "CreateStage of an HTTP API without autoDeploy");
        }
        return given;
    }
}
