// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Operations of a service that a target header names. Immutable once it serves. */
public final class TargetOperations implements Api {

    private static final int MAX_REQUEST_BYTES = 6 << 20;

    private final String service;
    private final Map<String, Operation> operations = new TreeMap<>();

    /**
     * Makes a table without operations.
     *
     * @param service the service's name, for messages
     */
    public TargetOperations(String service) {
        this.service = service;
    }

    /**
     * Adds an operation.
     *
     * @param name the operation's name
     * @param operation the operation
     * @return this table
     */
    public TargetOperations add(String name, Operation operation) {
        operations.put(name, operation);
        return this;
    }

    /** {@return the names of the operations, sorted} */
    public List<String> names() {
        return List.copyOf(operations.keySet());
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        String target = request.header("x-amz-target").orElse("");
        String name = target.substring(target.lastIndexOf('.') + 1);
        Operation operation = operations.get(name);
        if (operation == null) {
            throw ServiceException.notServed(service, name.isEmpty() ? "a request without X-Amz-Target" : name);
        }
        JsonNode answer = operation.answer(JsonTree.parse(request.bytes(MAX_REQUEST_BYTES)));
        return ApiAnswer.json(200, answer).with("Content-Type", "application/x-amz-json-1.1");
    }

    /** One operation. */
    public interface Operation {

        /**
         * Answers a request.
         *
         * @param request the request's document
         * @return the answer's document
         * @throws IOException if an engine has gone away
         * @throws InterruptedException if the thread was interrupted
         */
        JsonNode answer(JsonNode request) throws IOException, InterruptedException;
    }
}
