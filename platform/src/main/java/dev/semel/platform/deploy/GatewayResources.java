// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Creates HTTP APIs and REST APIs. */
final class GatewayResources {

    private final FrontClient front;
    private final Template template;
    private final Map<String, String> urls = new LinkedHashMap<>();

    GatewayResources(FrontClient front, Template template) {
        this.front = front;
        this.template = template;
    }

    private JsonNode call(String method, String path, ObjectNode document) throws IOException, InterruptedException {
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        return JsonTree.parse(
                front.rest("apigateway", method, path, Map.of(), body).body());
    }

    /** {@return a request: the properties without some, their names as the service writes them} */
    private static ObjectNode request(JsonNode given, String... without) {
        ObjectNode request = JsonTree.object();
        given.properties().forEach(member -> {
            String name = member.getKey();
            if (!List.of(without).contains(name)) {
                request.set(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), member.getValue());
            }
        });
        return request;
    }

    /** {@return an output's value, with the platform's addresses of the APIs instead of the service's} */
    String reachable(String value) {
        String reachable = value;
        for (Map.Entry<String, String> url : urls.entrySet()) {
            reachable = reachable.replace(url.getKey(), url.getValue());
        }
        return reachable;
    }

    private void learn(Resource resource, String id) {
        template.learn(resource, "", id);
        urls.put("https://" + id + ".execute-api." + Arn.REGION + ".amazonaws.com", front.endpoint() + "/_api/" + id);
    }

    void httpApi(Resource resource, JsonNode given) throws IOException, InterruptedException {
        JsonNode api = call("POST", "/v2/apis", request(given).put("name", resource.name()));
        learn(resource, api.path("apiId").asText());
        template.learn(resource, "ApiId", api.path("apiId").asText());
        template.learn(resource, "ApiEndpoint", api.path("apiEndpoint").asText());
    }

    private static String httpPath(JsonNode given, String rest) {
        return "/v2/apis/" + given.path("ApiId").asText() + rest;
    }

    void integration(Resource resource, JsonNode given) throws IOException, InterruptedException {
        JsonNode made = call("POST", httpPath(given, "/integrations"), request(given, "ApiId"));
        template.learn(resource, "", made.path("integrationId").asText());
    }

    void route(Resource resource, JsonNode given) throws IOException, InterruptedException {
        JsonNode made = call("POST", httpPath(given, "/routes"), request(given, "ApiId"));
        template.learn(resource, "", made.path("routeId").asText());
    }

    void httpStage(Resource resource, JsonNode given) throws IOException, InterruptedException {
        call("POST", httpPath(given, "/stages"), request(given, "ApiId"));
        template.learn(resource, "", given.path("StageName").asText());
    }

    void restApi(Resource resource, JsonNode given) throws IOException, InterruptedException {
        JsonNode api = call("POST", "/restapis", request(given).put("name", resource.name()));
        learn(resource, api.path("id").asText());
        template.learn(resource, "RestApiId", api.path("id").asText());
        template.learn(resource, "RootResourceId", api.path("rootResourceId").asText());
    }

    private static String restPath(JsonNode given, String rest) {
        return "/restapis/" + given.path("RestApiId").asText() + rest;
    }

    void restResource(Resource resource, JsonNode given) throws IOException, InterruptedException {
        ObjectNode request =
                JsonTree.object().put("pathPart", given.path("PathPart").asText());
        JsonNode made = call(
                "POST", restPath(given, "/resources/" + given.path("ParentId").asText()), request);
        template.learn(resource, "", made.path("id").asText());
        template.learn(resource, "ResourceId", made.path("id").asText());
    }

    void method(Resource resource, JsonNode given) throws IOException, InterruptedException {
        String path = restPath(
                given,
                "/resources/" + given.path("ResourceId").asText() + "/methods/"
                        + given.path("HttpMethod").asText());
        ObjectNode method = JsonTree.object();
        call(
                "PUT",
                path,
                method.put("authorizationType", given.path("AuthorizationType").asText("NONE")));
        if (given.has("Integration")) {
            JsonNode integration = given.path("Integration");
            ObjectNode request = request(integration, "IntegrationHttpMethod", "IntegrationResponses");
            request.put("httpMethod", integration.path("IntegrationHttpMethod").asText());
            call("PUT", path + "/integration", request);
        }
        template.learn(resource, "", resource.id());
    }

    void deployment(Resource resource, JsonNode given) throws IOException, InterruptedException {
        JsonNode made = call("POST", restPath(given, "/deployments"), request(given, "RestApiId"));
        template.learn(resource, "", made.path("id").asText());
        template.learn(resource, "DeploymentId", made.path("id").asText());
    }

    void restStage(Resource resource, JsonNode given) throws IOException, InterruptedException {
        call("POST", restPath(given, "/stages"), request(given, "RestApiId"));
        template.learn(resource, "", given.path("StageName").asText());
    }
}
