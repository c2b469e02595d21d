// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.RestOperations;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Operations on REST APIs, in memory. Thread-safe. */
final class RestApis {

    private final Map<String, RestApiEntry> apis = new ConcurrentHashMap<>();
    private final InstantSource clock;

    RestApis(InstantSource clock) {
        this.clock = clock;
    }

    Optional<RestApiEntry> find(String id) {
        return Optional.ofNullable(apis.get(id));
    }

    RestOperations operations() {
        RestOperations operations = new RestOperations("API Gateway (REST APIs)");
        String api = "restapis/{}";
        String method = api + "/resources/{}/methods/{}";
        return operations
                .add("CreateRestApi", "POST restapis", (request, names) -> create(request))
                .add(
                        "GetRestApis",
                        "GET restapis",
                        (request, names) -> GatewayRequests.list(
                                "item",
                                apis.values().stream()
                                        .map(RestApiEntry::document)
                                        .toList()))
                .add(
                        "GetRestApi",
                        "GET " + api,
                        (request, names) -> ApiAnswer.json(200, api(names).document()))
                .add("DeleteRestApi", "DELETE " + api, (request, names) -> delete(names))
                .add(
                        "GetResources",
                        "GET " + api + "/resources",
                        (request, names) ->
                                GatewayRequests.list("item", api(names).resources()))
                .add(
                        "CreateResource",
                        "POST " + api + "/resources/{}",
                        (request, names) -> ApiAnswer.json(
                                201,
                                api(names)
                                        .addResource(
                                                names.get(1),
                                                GatewayRequests.required(
                                                        GatewayRequests.document(request), "pathPart"))))
                .add("PutMethod", "PUT " + method, this::putMethod)
                .add(
                        "GetMethod",
                        "GET " + method,
                        (request, names) -> ApiAnswer.json(200, api(names).method(names.get(1), names.get(2))))
                .add("PutIntegration", "PUT " + method + "/integration", this::putIntegration)
                .add("CreateDeployment", "POST " + api + "/deployments", this::deploy)
                .add("CreateStage", "POST " + api + "/stages", this::createStage)
                .add(
                        "GetStages",
                        "GET " + api + "/stages",
                        (request, names) ->
                                GatewayRequests.list("item", api(names).stages()));
    }

    private RestApiEntry api(List<String> names) {
        return GatewayRequests.found(find(names.getFirst()), "API", names.getFirst());
    }

    private ApiAnswer create(ApiRequest request) throws IOException {
        if (request.query().containsKey("mode")) { // the same method and path
            throw ServiceException.notServed("API Gateway", "ImportRestApi");
        }
        ObjectNode given = GatewayRequests.document(request);
        GatewayRequests.required(given, "name");
        GatewayRequests.refuse("CreateRestApi", given, "cloneFrom", "policy", "disableExecuteApiEndpoint");
        String id = GatewayRequests.secretId();
        given.put("id", id).put("createdDate", clock.instant().getEpochSecond());
        apis.put(id, new RestApiEntry(id, given));
        return ApiAnswer.json(201, given);
    }

    private ApiAnswer delete(List<String> names) {
        api(names);
        apis.remove(names.getFirst());
        return ApiAnswer.empty(202);
    }

    private ApiAnswer putMethod(ApiRequest request, List<String> names) throws IOException {
        ObjectNode given = GatewayRequests.document(request);
        GatewayRequests.required(given, "authorizationType");
        GatewayRequests.only("PutMethod", given, "authorizationType", "NONE", "AWS_IAM");
        GatewayRequests.refuse("PutMethod", given, "apiKeyRequired", "authorizerId", "requestValidatorId");
        return ApiAnswer.json(201, api(names).putMethod(names.get(1), names.get(2), given));
    }

    private ApiAnswer putIntegration(ApiRequest request, List<String> names) throws IOException {
        ObjectNode given = GatewayRequests.document(request);
        GatewayRequests.required(given, "type");
        GatewayRequests.only("PutIntegration", given, "type", "AWS_PROXY");
        GatewayRequests.only("PutIntegration", given, "connectionType", "INTERNET");
        GatewayRequests.refuse("PutIntegration", given, "requestTemplates", "requestParameters", "credentials");
        if (!GatewayRequests.required(given, "httpMethod").equals("POST")) {
            throw GatewayRequests.bad(
                    "the integration's HTTP method must be POST: Lambda's invocations have no other one");
        }
        GatewayRequests.function(GatewayRequests.required(given, "uri"));
        given.put("timeoutInMillis", (int)
                GatewayRequests.timeout(given, RestApiEntry.MOST_MILLIS).toMillis());
        api(names).method(names.get(1), names.get(2)).set("methodIntegration", given);
        return ApiAnswer.json(201, given);
    }

    private ApiAnswer deploy(ApiRequest request, List<String> names) throws IOException {
        JsonNode given = GatewayRequests.document(request);
        GatewayRequests.refuse("CreateDeployment", given, "canarySettings", "cacheClusterEnabled");
        String deployment = api(names).deploy();
        String stage = given.path("stageName").asText("");
        if (!stage.isEmpty()) {
            api(names).putStage(stage, deployment, given.path("variables"), false);
        }
        ObjectNode answer = JsonTree.object().put("id", deployment);
        return ApiAnswer.json(201, answer.put("createdDate", clock.instant().getEpochSecond()));
    }

    private ApiAnswer createStage(ApiRequest request, List<String> names) throws IOException {
        JsonNode given = GatewayRequests.document(request);
        GatewayRequests.refuse("CreateStage", given, "canarySettings", "cacheClusterEnabled");
        String deployment = GatewayRequests.required(given, "deploymentId");
        String stage = GatewayRequests.required(given, "stageName");
        return ApiAnswer.json(201, api(names).putStage(stage, deployment, given.path("variables"), true));
    }
}
