// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operations of a service that are told apart by method and path. The first segment of a path, a date, does not count.
 * Immutable once it serves.
 */
public final class RestOperations implements Api {

    private final String service;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * Makes a table without operations.
     *
     * @param service the service's name, for messages
     */
    public RestOperations(String service) {
        this.service = service;
    }

    /**
     * Adds an operation.
     *
     * @param name the operation's name
     * @param shape method and path, such as {@code GET functions/{}}; a pair of braces stands for one segment
     * @param operation the operation
     * @return this table
     */
    public RestOperations add(String name, String shape, Operation operation) {
        operations.put(shape, operation);
        names.put(shape, name);
        return this;
    }

    /** {@return the names of the operations, sorted} */
    public List<String> names() {
        return names.values().stream().sorted().toList();
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        List<String> segments = segments(request.path());
        for (Map.Entry<String, Operation> operation : operations.entrySet()) {
            Optional<List<String>> values = match(operation.getKey(), request.method(), segments);
            if (values.isPresent()) {
                return operation.getValue().answer(request, values.get());
            }
        }
        throw ServiceException.notServed(service, request.method() + " of this path");
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return segments.isEmpty() ? segments : segments.subList(1, segments.size());
    }

    private static Optional<List<String>> match(String shape, String method, List<String> segments) {
        int space = shape.indexOf(' ');
        String[] wanted = shape.substring(space + 1).split("/", -1);
        if (!shape.substring(0, space).equals(method) || wanted.length != segments.size()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("{}")) {
                values.add(segments.get(i));
            } else if (!wanted[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** One operation. */
    public interface Operation {

        /**
         * Answers a request.
         *
         * @param request the request
         * @param values the segments that stand for braces, decoded
         * @return the answer
         * @throws IOException if the client or an engine has gone away
         * @throws InterruptedException if the thread was interrupted
         */
        ApiAnswer answer(ApiRequest request, List<String> values) throws IOException, InterruptedException;
    }
}
