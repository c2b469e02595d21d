// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.Blob;
import dev.semel.model.LengthPrefixed;
import dev.semel.model.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, from whichever source. Immutable.
 *
 * @param format how it came
 * @param method as sent, such as {@code POST}; never empty
 * @param path as the source gives it: not decoded, and with or without stage or base path as that source does
 * @param template the resource or route that the source matched, such as {@code /payments/{id}}; null where it has none
 *     that would tell routes apart: load balancers, function URLs, the route {@code $default}, and greedy variables such
 *     as {@code /{proxy+}}
 * @param headers all of them, multi-valued
 * @param query the decoded parameters, each with its values in order; a part that is no URL encoding stays as it is
 * @param pathParameters the values of the template's variables
 * @param cookies each as {@code name=value}, in order
 * @param body the bytes, decoded if they came in Base64; empty for none
 * @param identity who calls, as far as it was verified
 * @param api the id of the API or function URL, or the ARN of the target group; empty if the event has none
 * @param requestId the source's id of this very request, new for each retry of a client, and so no idempotency key; for
 *     load balancers the trace id; null if there is none
 */
public record HttpRequest(
        HttpFormat format,
        String method,
        String path,
        @Nullable String template,
        HttpHeaders headers,
        Map<String, List<String>> query,
        Map<String, String> pathParameters,
        List<String> cookies,
        Blob body,
        HttpIdentity identity,
        String api,
        @Nullable String requestId) {

    /** Validates and copies every part. */
    public HttpRequest {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(api, "api");
        if (method.isEmpty()) {
            throw new IllegalArgumentException("method is empty");
        }
        Map<String, List<String>> copied = new LinkedHashMap<>();
        query.forEach((name, values) -> copied.put(name, List.copyOf(values)));
        query = Collections.unmodifiableMap(copied);
        pathParameters = Map.copyOf(pathParameters);
        cookies = List.copyOf(cookies);
    }

    /** Returns the template, or the path where there is none: what is part of the record's key beside the method. */
    public String route() {
        return template == null ? path : template;
    }

    /**
     * Returns what a fingerprint covers unless another part is chosen: path, query, content type and the body's bytes, in
     * one injective text. Parameters are taken in the order of their names, for not every source keeps theirs.
     * A client that builds a multipart body anew for a retry chooses another boundary, and so another content: fingerprint
     * the parts that matter then, with {@link HttpHandlerBuilder#fingerprintOf}.
     */
    public String contentIdentity() {
        List<String> parameters = new ArrayList<>();
        query.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(parameter -> {
            parameters.add(parameter.getKey());
            parameters.add(LengthPrefixed.list(parameter.getValue()));
        });
        return LengthPrefixed.list(
                "http1",
                path,
                LengthPrefixed.list(parameters),
                LengthPrefixed.list(headers.all("Content-Type")),
                new Sha256().plain(body).hex());
    }

    /** Returns format, method and template: path, headers and body may show secrets. */
    @Override
    public String toString() {
        return "HttpRequest[" + format + " " + method + " " + (template == null ? "" : template) + "]";
    }
}
