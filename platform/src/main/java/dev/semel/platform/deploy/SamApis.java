// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** APIs of SAM, and the events of functions that are routes of one, as resources of CloudFormation. */
final class SamApis {

    /** API that SAM makes where an HttpApi event names none. */
    private static final String IMPLICIT_HTTP = "ServerlessHttpApi";

    /** API that SAM makes where an Api event names none. */
    private static final String IMPLICIT_REST = "ServerlessRestApi";

    private static final Set<String> INERT = Set.of(
            "AccessLogSetting",
            "AccessLogSettings",
            "AlwaysDeploy",
            "Cors",
            "CorsConfiguration",
            "DefaultRouteSettings",
            "EndpointConfiguration",
            "FailOnWarnings",
            "MethodSettings",
            "OpenApiVersion",
            "PropagateTags",
            "RouteSettings",
            "Tags",
            "TracingEnabled");

    private final ObjectNode resources;
    private final JsonNode all;
    private final List<String> problems;
    private final Map<String, String> paths = new LinkedHashMap<>();

    /**
     * Makes a transformation.
     *
     * @param resources takes the resources
     * @param all the template's resources
     * @param problems takes what is refused
     */
    SamApis(ObjectNode resources, JsonNode all, List<String> problems) {
        this.resources = resources;
        this.all = all;
        this.problems = problems;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode ref(String id) {
        return object().put("Ref", id);
    }

    private static ObjectNode attribute(String id, String name) {
        ObjectNode value = object();
        value.putArray("Fn::GetAtt").add(id).add(name);
        return value;
    }

    private void add(String id, String type, ObjectNode properties) {
        ObjectNode resource = object().put("Type", type);
        resource.set("Properties", properties);
        resources.set(id, resource);
    }

    /** {@return the authorization of a route: its own, or the one of its API} */
    private String authorization(String where, JsonNode auth, JsonNode apiAuth) {
        String own = auth.path("Authorizer").asText("");
        String used = own.isEmpty() ? apiAuth.path("DefaultAuthorizer").asText("NONE") : own;
        if (!Set.of("NONE", "AWS_IAM").contains(used) || apiAuth.has("Authorizers")) {
            problems.add("the authorizer of " + where + " is not served; NONE and AWS_IAM are");
        }
        return used;
    }

    /** Replaces an {@code AWS::Serverless::HttpApi}. */
    void httpApi(String id, JsonNode given) {
        ObjectNode api = object().put("ProtocolType", "HTTP");
        given.properties().forEach(member -> {
            if (!Set.of("Auth", "StageName", "StageVariables").contains(member.getKey())
                    && !INERT.contains(member.getKey())) {
                api.set(member.getKey(), member.getValue());
            }
        });
        authorization(id, object(), given.path("Auth"));
        add(id, "AWS::ApiGatewayV2::Api", api);
        ObjectNode stage = object().put("AutoDeploy", true);
        stage.set("ApiId", ref(id));
        stage.set("StageName", given.path("StageName").isMissingNode() ? text("$default") : given.path("StageName"));
        if (given.has("StageVariables")) {
            stage.set("StageVariables", given.path("StageVariables"));
        }
        String name = given.path("StageName").asText("");
        add(id + (name.isEmpty() ? "ApiGatewayDefaultStage" : name + "Stage"), "AWS::ApiGatewayV2::Stage", stage);
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    /** Adds an {@code HttpApi} event of a function. */
    void httpEvent(String function, String name, JsonNode given) {
        String id = function + name;
        JsonNode api = given.path("ApiId");
        if (api.isMissingNode()) {
            if (!resources.has(IMPLICIT_HTTP)) {
                httpApi(IMPLICIT_HTTP, object());
            }
            api = ref(IMPLICIT_HTTP);
        }
        refuse(id, given, "ApiId", "Path", "Method", "PayloadFormatVersion", "TimeoutInMillis", "Auth");
        ObjectNode integration = object().put("IntegrationType", "AWS_PROXY");
        integration.set("ApiId", api);
        integration.set("IntegrationUri", attribute(function, "Arn"));
        integration.put(
                "PayloadFormatVersion", given.path("PayloadFormatVersion").asText("2.0"));
        if (given.has("TimeoutInMillis")) {
            integration.set("TimeoutInMillis", given.path("TimeoutInMillis"));
        }
        add(id + "Integration", "AWS::ApiGatewayV2::Integration", integration);
        ObjectNode route = object().put("RouteKey", key(given));
        route.set("ApiId", api);
        route.putObject("Target").put("Fn::Sub", "integrations/${" + id + "Integration}");
        JsonNode apiAuth = all.path(api.path("Ref").asText()).path("Properties").path("Auth");
        route.put("AuthorizationType", authorization(id, given.path("Auth"), apiAuth));
        add(id + "Route", "AWS::ApiGatewayV2::Route", route);
    }

    private static String key(JsonNode given) {
        return given.has("Path") ? method(given) + " " + given.path("Path").asText() : "$default";
    }

    private static String method(JsonNode given) {
        String method = given.path("Method").asText("ANY").toUpperCase(Locale.ROOT);
        return method.equals("*") ? "ANY" : method;
    }

    private void refuse(String id, JsonNode given, String... served) {
        given.properties().forEach(member -> {
            if (!List.of(served).contains(member.getKey()) && !INERT.contains(member.getKey())) {
                problems.add("the property " + member.getKey() + " of the event " + id + " is not served");
            }
        });
    }

    /** Replaces an {@code AWS::Serverless::Api}, whose methods are the events of functions. */
    void restApi(String id, JsonNode given) {
        ObjectNode api = object();
        given.properties().forEach(member -> {
            if (!Set.of("Auth", "StageName", "Variables", "BinaryMediaTypes").contains(member.getKey())
                    && !INERT.contains(member.getKey())) {
                api.set(member.getKey(), member.getValue());
            }
        });
        if (given.has("BinaryMediaTypes")) {
            var types = api.putArray("BinaryMediaTypes");
            given.path("BinaryMediaTypes")
                    .forEach(type -> types.add(type.asText().replace("~1", "/")));
        }
        authorization(id, object(), given.path("Auth"));
        add(id, "AWS::ApiGateway::RestApi", api);
        ObjectNode deployment = object();
        deployment.set("RestApiId", ref(id));
        add(id + "Deployment", "AWS::ApiGateway::Deployment", deployment);
        ObjectNode stage = object();
        stage.set("RestApiId", ref(id));
        stage.set("DeploymentId", ref(id + "Deployment"));
        stage.set("StageName", given.path("StageName"));
        if (given.has("Variables")) {
            stage.set("Variables", given.path("Variables"));
        }
        add(id + given.path("StageName").asText("") + "Stage", "AWS::ApiGateway::Stage", stage);
    }

    /** Adds an {@code Api} event of a function. */
    void restEvent(String function, String name, JsonNode given) {
        String id = function + name;
        refuse(id, given, "RestApiId", "Path", "Method", "TimeoutInMillis", "Auth");
        String api = given.path("RestApiId").path("Ref").asText(IMPLICIT_REST);
        if (given.has("RestApiId") && !all.path(api).isObject()) {
            problems.add("the event " + id + " names no API of the template by Ref");
            return;
        }
        if (api.equals(IMPLICIT_REST) && !resources.has(api)) {
            restApi(api, object().put("StageName", "Prod"));
        }
        ObjectNode method = object().put("HttpMethod", method(given));
        method.set("RestApiId", ref(api));
        method.set("ResourceId", resource(api, given.path("Path").asText()));
        JsonNode apiAuth = all.path(api).path("Properties").path("Auth");
        method.put("AuthorizationType", authorization(id, given.path("Auth"), apiAuth));
        ObjectNode integration = method.putObject("Integration").put("Type", "AWS_PROXY");
        integration.put("IntegrationHttpMethod", "POST").set("Uri", attribute(function, "Arn"));
        if (given.has("TimeoutInMillis")) {
            integration.set("TimeoutInMillis", given.path("TimeoutInMillis"));
        }
        add(id, "AWS::ApiGateway::Method", method);
    }

    /** {@return the id of a path's resource, made with those above it where it is not there} */
    private ObjectNode resource(String api, String path) {
        ObjectNode parent = attribute(api, "RootResourceId");
        StringBuilder above = new StringBuilder(api);
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                String whole = above.append('/').append(part).toString();
                String id = paths.get(whole);
                if (id == null) {
                    id = api + "Path" + paths.size();
                    paths.put(whole, id);
                    ObjectNode resource = object().put("PathPart", part);
                    resource.set("RestApiId", ref(api));
                    resource.set("ParentId", parent);
                    add(id, "AWS::ApiGateway::Resource", resource);
                }
                parent = ref(id);
            }
        }
        return parent;
    }
}
