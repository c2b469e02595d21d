// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.RestOperations;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The Lambda API as far as functions, their code and their versions go. Thread-safe. */
public final class FunctionApi implements Api {

    /** A zip of the largest size, in Base64, and the rest of the request. */
    private static final int MAX_REQUEST_BYTES = CodeArchive.MAX_ZIP_BYTES / 3 * 4 + (1 << 20);

    private final Functions functions;
    private final CodeSource objects;
    private final RestOperations operations = new RestOperations("Lambda");

    /**
     * Makes the API.
     *
     * @param functions the functions
     * @param queue the queue of asynchronous invocations
     * @param objects the place of code that was uploaded to S3
     */
    public FunctionApi(Functions functions, AsyncQueue queue, CodeSource objects) {
        this.functions = functions;
        this.objects = objects;
        InvokeOperation invoke = new InvokeOperation(functions, queue);
        operations
                .add("CreateFunction", "POST functions", (request, names) -> create(request))
                .add("ListFunctions", "GET functions", (request, names) -> list())
                .add("GetFunction", "GET functions/{}", (request, names) -> get(request, names))
                .add("DeleteFunction", "DELETE functions/{}", (request, names) -> delete(names))
                .add("GetFunctionConfiguration", "GET functions/{}/configuration", this::configuration)
                .add("UpdateFunctionConfiguration", "PUT functions/{}/configuration", this::updateConfiguration)
                .add("UpdateFunctionCode", "PUT functions/{}/code", this::updateCode)
                .add("PublishVersion", "POST functions/{}/versions", (request, names) -> publish(names))
                .add("ListVersionsByFunction", "GET functions/{}/versions", (request, names) -> versions(names))
                .add("Invoke", "POST functions/{}/invocations", invoke::answer);
        FunctionExtras.addTo(operations, functions);
    }

    /**
     * Adds operations that are served elsewhere.
     *
     * @return the table of operations
     */
    public RestOperations operations() {
        return operations;
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        return operations.answer(request);
    }

    private ApiAnswer create(ApiRequest request) throws IOException, InterruptedException {
        JsonNode document = JsonTree.parse(request.bytes(MAX_REQUEST_BYTES));
        FunctionConfig config = FunctionConfig.create(document);
        FunctionVersion version = functions.create(config, code(document.path("Code")));
        if (document.path("Publish").asBoolean()) {
            version = functions.entry(config.name()).publish();
        }
        return ApiAnswer.json(201, version.toJson());
    }

    private CodeArchive code(JsonNode code) throws IOException, InterruptedException {
        if (code.hasNonNull("ZipFile")) {
            try {
                return new CodeArchive(
                        Base64.getDecoder().decode(code.path("ZipFile").asText()));
            } catch (IllegalArgumentException e) {
                throw FunctionConfig.invalid("'zipFile' is no Base64");
            }
        }
        if (code.hasNonNull("S3Bucket")) {
            return new CodeArchive(objects.read(
                    code.path("S3Bucket").asText(), code.path("S3Key").asText(), CodeArchive.MAX_ZIP_BYTES));
        }
        throw FunctionConfig.invalid("Please provide a source for function code: ZipFile, or S3Bucket and S3Key");
    }

    private ApiAnswer list() {
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("Functions");
        functions.entries().values().forEach(entry -> list.add(entry.latest().toJson()));
        return ApiAnswer.json(200, document);
    }

    private FunctionVersion version(ApiRequest request, List<String> names) {
        FunctionName name = FunctionName.parse(
                names.getFirst(), Optional.ofNullable(request.query().get("Qualifier")));
        return functions.entry(name.name()).version(name.qualifier());
    }

    private ApiAnswer get(ApiRequest request, List<String> names) {
        FunctionVersion version = version(request, names);
        ObjectNode document = JsonTree.object();
        document.set("Configuration", version.toJson());
        document.putObject("Code").put("RepositoryType", "S3");
        functions
                .entry(version.config().name())
                .reserved()
                .ifPresent(limit -> document.putObject("Concurrency").put("ReservedConcurrentExecutions", limit));
        return ApiAnswer.json(200, document);
    }

    private ApiAnswer configuration(ApiRequest request, List<String> names) {
        return ApiAnswer.json(200, version(request, names).toJson());
    }

    private ApiAnswer delete(List<String> names) {
        functions.delete(FunctionName.parse(names.getFirst(), Optional.empty()).name());
        return ApiAnswer.empty(204);
    }

    private ApiAnswer updateConfiguration(ApiRequest request, List<String> names) throws IOException {
        FunctionEntry entry = functions.entry(
                FunctionName.parse(names.getFirst(), Optional.empty()).name());
        JsonNode document = JsonTree.parse(request.bytes(1 << 20));
        FunctionVersion latest = entry.latest();
        FunctionVersion next = latest.with(latest.config().withChanges(document), FunctionVersion.LATEST);
        entry.replace(next);
        return ApiAnswer.json(200, next.toJson());
    }

    private ApiAnswer updateCode(ApiRequest request, List<String> names) throws IOException, InterruptedException {
        String name = FunctionName.parse(names.getFirst(), Optional.empty()).name();
        functions.entry(name);
        JsonNode document = JsonTree.parse(request.bytes(MAX_REQUEST_BYTES));
        FunctionVersion version = functions.updateCode(name, code(document));
        if (document.path("Publish").asBoolean()) {
            version = functions.entry(name).publish();
        }
        return ApiAnswer.json(200, version.toJson());
    }

    private ApiAnswer publish(List<String> names) {
        FunctionName name = FunctionName.parse(names.getFirst(), Optional.empty());
        return ApiAnswer.json(201, functions.entry(name.name()).publish().toJson());
    }

    private ApiAnswer versions(List<String> names) {
        FunctionName name = FunctionName.parse(names.getFirst(), Optional.empty());
        ObjectNode document = JsonTree.object();
        ArrayNode list = document.putArray("Versions");
        functions.entry(name.name()).versions().forEach(version -> list.add(version.toJson()));
        return ApiAnswer.json(200, document);
    }

    /** Place of code that was uploaded to S3. */
    public interface CodeSource {

        /**
         * Reads an object.
         *
         * @param bucket the bucket
         * @param key the key
         * @param maxBytes the largest size that is accepted
         * @return the object's content
         * @throws ServiceException if it is absent or too large
         * @throws IOException if the engine does not answer
         * @throws InterruptedException if the thread was interrupted
         */
        byte[] read(String bucket, String key, int maxBytes) throws IOException, InterruptedException;
    }
}
