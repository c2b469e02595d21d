// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.RestOperations;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Operations on what belongs to a function: aliases, permissions, concurrency, asynchronous settings and its URL. */
final class FunctionExtras {

    private static final int MAX_BYTES = 1 << 20;

    private final Functions functions;

    private FunctionExtras(Functions functions) {
        this.functions = functions;
    }

    static void addTo(RestOperations operations, Functions functions) {
        FunctionExtras extras = new FunctionExtras(functions);
        String async = "functions/{}/event-invoke-config";
        operations
                .add("CreateAlias", "POST functions/{}/aliases", extras::putAlias)
                .add("GetAlias", "GET functions/{}/aliases/{}", (request, names) -> extras.getAlias(names))
                .add("UpdateAlias", "PUT functions/{}/aliases/{}", extras::putAlias)
                .add("DeleteAlias", "DELETE functions/{}/aliases/{}", (request, names) -> extras.deleteAlias(names))
                .add("ListAliases", "GET functions/{}/aliases", (request, names) -> extras.aliases(names))
                .add("AddPermission", "POST functions/{}/policy", extras::addPermission)
                .add("GetPolicy", "GET functions/{}/policy", (request, names) -> extras.policy(names))
                .add("RemovePermission", "DELETE functions/{}/policy/{}", (request, names) -> extras.remove(names))
                .add("PutFunctionConcurrency", "PUT functions/{}/concurrency", extras::putConcurrency)
                .add("GetFunctionConcurrency", "GET functions/{}/concurrency", (request, names) -> extras.limit(names))
                .add("DeleteFunctionConcurrency", "DELETE functions/{}/concurrency", extras::deleteConcurrency)
                .add("PutFunctionEventInvokeConfig", "PUT " + async, extras::putAsync)
                .add("UpdateFunctionEventInvokeConfig", "POST " + async, extras::updateAsync)
                .add("GetFunctionEventInvokeConfig", "GET " + async, (request, names) -> extras.async(names))
                .add("DeleteFunctionEventInvokeConfig", "DELETE " + async, extras::deleteAsync)
                .add("CreateFunctionUrlConfig", "POST functions/{}/url", extras::createUrl)
                .add("GetFunctionUrlConfig", "GET functions/{}/url", (request, names) -> extras.url(names))
                .add("DeleteFunctionUrlConfig", "DELETE functions/{}/url", extras::deleteUrl);
    }

    private FunctionEntry entry(List<String> names) {
        return functions.entry(
                FunctionName.parse(names.getFirst(), Optional.empty()).name());
    }

    private static String name(FunctionEntry entry) {
        return entry.latest().config().name();
    }

    private ApiAnswer putAlias(ApiRequest request, List<String> names) throws IOException {
        FunctionEntry entry = entry(names);
        JsonNode document = JsonTree.parse(request.bytes(MAX_BYTES));
        String alias = names.size() > 1 ? names.get(1) : document.path("Name").asText();
        boolean isThere = entry.aliases().containsKey(alias);
        if (names.size() > 1 && !isThere) {
            throw absent("Alias not found: " + Arn.ofFunction(name(entry)) + ":" + alias);
        }
        if (names.size() == 1 && isThere) {
            throw new ServiceException(409, "ResourceConflictException", "Alias already exists: " + alias);
        }
        if (!alias.matches("(?!\\d+$)[a-zA-Z0-9-_]{1,128}")) {
            throw FunctionConfig.invalid("an alias has 1 to 128 letters, digits, hyphens and underscores");
        }
        String version = document.path("FunctionVersion").asText(FunctionVersion.LATEST);
        entry.version(Optional.of(version));
        ObjectNode kept = JsonTree.object()
                .put("AliasArn", Arn.ofFunction(name(entry)) + ":" + alias)
                .put("Name", alias)
                .put("FunctionVersion", version)
                .put("Description", document.path("Description").asText(""))
                .put("RevisionId", UUID.randomUUID().toString());
        entry.putAlias(alias, kept);
        return ApiAnswer.json(isThere ? 200 : 201, kept);
    }

    private ApiAnswer getAlias(List<String> names) {
        FunctionEntry entry = entry(names);
        ObjectNode alias = entry.aliases().get(names.get(1));
        if (alias == null) {
            throw absent("Alias not found: " + Arn.ofFunction(name(entry)) + ":" + names.get(1));
        }
        return ApiAnswer.json(200, alias);
    }

    private ApiAnswer deleteAlias(List<String> names) {
        entry(names).removeAlias(names.get(1));
        return ApiAnswer.empty(204);
    }

    private ApiAnswer aliases(List<String> names) {
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("Aliases");
        entry(names).aliases().values().forEach(list::add);
        return ApiAnswer.json(200, document);
    }

    /** Permissions are kept and shown; nothing asks for them, because the platform has one user. */
    private ApiAnswer addPermission(ApiRequest request, List<String> names) throws IOException {
        FunctionEntry entry = entry(names);
        JsonNode document = JsonTree.parse(request.bytes(MAX_BYTES));
        String id = document.path("StatementId").asText();
        ObjectNode statement = JsonTree.object().put("Sid", id).put("Effect", "Allow");
        statement
                .putObject("Principal")
                .put("Service", document.path("Principal").asText());
        statement.put("Action", document.path("Action").asText()).put("Resource", Arn.ofFunction(name(entry)));
        if (document.hasNonNull("SourceArn")) {
            statement
                    .putObject("Condition")
                    .putObject("ArnLike")
                    .put("AWS:SourceArn", document.path("SourceArn").asText());
        }
        if (!entry.addStatement(id, statement)) {
            throw new ServiceException(
                    409, "ResourceConflictException", "The statement id (" + id + ") provided already exists.");
        }
        return ApiAnswer.json(201, JsonTree.object().put("Statement", statement.toString()));
    }

    private ApiAnswer policy(List<String> names) {
        Map<String, ObjectNode> statements = entry(names).statements();
        if (statements.isEmpty()) {
            throw absent("The resource you requested does not exist.");
        }
        ObjectNode policy = JsonTree.object().put("Version", "2012-10-17").put("Id", "default");
        ArrayNode list = policy.putArray("Statement");
        statements.values().forEach(list::add);
        return ApiAnswer.json(200, JsonTree.object().put("Policy", policy.toString()));
    }

    private ApiAnswer remove(List<String> names) {
        if (!entry(names).removeStatement(names.get(1))) {
            throw absent("Statement " + names.get(1) + " is not found in resource policy.");
        }
        return ApiAnswer.empty(204);
    }

    private ApiAnswer putConcurrency(ApiRequest request, List<String> names) throws IOException {
        int limit = JsonTree.parse(request.bytes(MAX_BYTES))
                .path("ReservedConcurrentExecutions")
                .asInt(-1);
        if (limit < 0) {
            throw FunctionConfig.invalid("ReservedConcurrentExecutions must not be negative");
        }
        entry(names).setReserved(Optional.of(limit));
        return ApiAnswer.json(200, JsonTree.object().put("ReservedConcurrentExecutions", limit));
    }

    private ApiAnswer limit(List<String> names) {
        ObjectNode document = JsonTree.object();
        entry(names).reserved().ifPresent(limit -> document.put("ReservedConcurrentExecutions", limit));
        return ApiAnswer.json(200, document);
    }

    private ApiAnswer deleteConcurrency(ApiRequest request, List<String> names) {
        entry(names).setReserved(Optional.empty());
        return ApiAnswer.empty(204);
    }

    private ApiAnswer putAsync(ApiRequest request, List<String> names) throws IOException {
        entry(names).setAsync(AsyncSettings.DEFAULT.withChanges(JsonTree.parse(request.bytes(MAX_BYTES))));
        return async(names);
    }

    private ApiAnswer updateAsync(ApiRequest request, List<String> names) throws IOException {
        FunctionEntry entry = entry(names);
        entry.setAsync(entry.async().withChanges(JsonTree.parse(request.bytes(MAX_BYTES))));
        return async(names);
    }

    private ApiAnswer async(List<String> names) {
        FunctionEntry entry = entry(names);
        String arn = Arn.ofFunction(name(entry)) + ":" + FunctionVersion.LATEST;
        if (entry.async().equals(AsyncSettings.DEFAULT)) {
            throw absent("The function " + arn + " doesn't have an EventInvokeConfig");
        }
        return ApiAnswer.json(
                200, entry.async().toJson(arn, functions.surroundings().clock().millis()));
    }

    private ApiAnswer deleteAsync(ApiRequest request, List<String> names) {
        entry(names).setAsync(AsyncSettings.DEFAULT);
        return ApiAnswer.empty(204);
    }

    private ApiAnswer createUrl(ApiRequest request, List<String> names) {
        FunctionEntry entry = entry(names);
        if (entry.url().isPresent()) {
            throw new ServiceException(
                    409,
                    "ResourceConflictException",
                    "Failed to create function url config for [functionArn = " + Arn.ofFunction(name(entry))
                            + "]. Error message:  FunctionUrlConfig exists for this Lambda function");
        }
        entry.setUrl(Optional.of(UUID.randomUUID().toString().replace("-", "")));
        return ApiAnswer.json(201, url(entry));
    }

    private ApiAnswer url(List<String> names) {
        return ApiAnswer.json(200, url(entry(names)));
    }

    private ObjectNode url(FunctionEntry entry) {
        String id = entry.url().orElseThrow(() -> absent("The resource you requested does not exist."));
        return JsonTree.object()
                .put("FunctionUrl", functions.surroundings().endpoint() + "/_url/" + id + "/")
                .put("FunctionArn", Arn.ofFunction(name(entry)))
                .put("AuthType", "NONE")
                .put("CreationTime", functions.surroundings().clock().instant().toString())
                .put("InvokeMode", "BUFFERED");
    }

    private ApiAnswer deleteUrl(ApiRequest request, List<String> names) {
        entry(names).setUrl(Optional.empty());
        return ApiAnswer.empty(204);
    }

    private static ServiceException absent(String message) {
        return new ServiceException(404, "ResourceNotFoundException", message);
    }
}
