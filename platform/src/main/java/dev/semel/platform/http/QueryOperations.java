// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Operations of a service with the query protocol: the parameter {@code Action} names one. Immutable once it serves.
 */
public final class QueryOperations implements Api {

    private static final int MAX_REQUEST_BYTES = 2 << 20;

    private final String service;
    private final String namespace;
    private final Map<String, Operation> operations = new TreeMap<>();

    /**
     * Makes a table without operations.
     *
     * @param service the service's name, for messages
     * @param namespace the namespace of its answers
     */
    public QueryOperations(String service, String namespace) {
        this.service = service;
        this.namespace = namespace;
    }

    /**
     * Adds an operation.
     *
     * @param name the operation's name
     * @param operation the operation
     * @return this table
     */
    public QueryOperations add(String name, Operation operation) {
        operations.put(name, operation);
        return this;
    }

    /** {@return the names of the operations, sorted} */
    public List<String> names() {
        return List.copyOf(operations.keySet());
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        Map<String, String> form =
                ApiRequest.form(new String(request.bytes(MAX_REQUEST_BYTES), StandardCharsets.UTF_8));
        String name = form.getOrDefault("Action", "");
        Operation operation = operations.get(name);
        if (operation == null) {
            throw ServiceException.notServed(service, name.isEmpty() ? "a request without Action" : name);
        }
        String result = operation.answer(form);
        return ApiAnswer.xml(
                200,
                "<" + name + "Response xmlns=\"" + namespace + "\"><" + name + "Result>" + result + "</" + name
                        + "Result><ResponseMetadata>"
                        + Xml.element("RequestId", UUID.randomUUID().toString()) + "</ResponseMetadata></" + name
                        + "Response>");
    }

    /** One operation. */
    public interface Operation {

        /**
         * Answers a request.
         *
         * @param form the parameters
         * @return the content of the answer's result element
         * @throws IOException if an engine has gone away
         * @throws InterruptedException if the thread was interrupted
         */
        String answer(Map<String, String> form) throws IOException, InterruptedException;
    }
}
