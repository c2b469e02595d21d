// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.codec.ContentIdentity;
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
 * One HTTP request, from any source. Immutable.
 *
 * @param format the format in which it came
 * @param method the method as sent, such as {@code POST}; never empty
 * @param path the path as the source gives it: not decoded, with or without stage or base path
 * @param template the resource or route that the source matched, such as {@code /payments/{id}}; null if it does not
 *     identify a route: load balancers, function URLs, the route {@code $default}, and greedy variables such as {@code
 *     /{proxy+}}
 * @param headers all header fields
 * @param query the decoded parameters, each with its values in order. A malformed part stays as it is, and stands under
 *     the parameter's name behind a question mark too; so does what the event's two forms of a query contradict each
 *     other in
 * @param pathParameters the values of the template's variables
 * @param cookies the cookies as {@code name=value}, in order
 * @param body the bytes of the body, decoded from Base64; empty for none
 * @param identity the verified identity of the caller
 * @param api the id of the API or function URL, or the ARN of the target group or of the VPC Lattice service; empty if
 *     the event has none
 * @param stage the stage of the API, such as {@code prod}; empty if the source has none
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
        String stage,
        @Nullable String requestId)
        implements ContentIdentity {

    /** Validates and copies every part. */
    public HttpRequest {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(stage, "stage");
        if (method.isBlank()) {
            throw new IllegalArgumentException("method is " + (method.isEmpty() ? "empty" : "blank"));
        }
        Map<String, List<String>> copied = new LinkedHashMap<>();
        query.forEach((name, values) -> copied.put(name, List.copyOf(values)));
        query = Collections.unmodifiableMap(copied);
        pathParameters = Map.copyOf(pathParameters);
        cookies = List.copyOf(cookies);
    }

    /** {@return whether the event names no API; those of VPC Lattice's version 1.0 never do} */
    boolean isApiMissing() {
        return api.isBlank();
    }

    /** {@return whether the event lacks its stage, although events of its format have one} */
    boolean isStageMissing() {
        return stage.isBlank()
                && switch (format) {
                    case REST_API, HTTP_API_1, HTTP_API_2, FUNCTION_URL -> true;
                    case LOAD_BALANCER, LOAD_BALANCER_MULTI_VALUE, VPC_LATTICE, VPC_LATTICE_1 -> false;
                };
    }

    /** {@return the template, or the path if there is none: part of the record's key, with the method} */
    public String route() {
        return template == null ? path : template;
    }

    /**
     * {@return the content that a fingerprint covers by default: path, query, content type and the body's bytes, in one
     * injective text} Parameters are sorted by name, because not every source keeps their order. A client that builds a
     * multipart body again for a retry chooses another boundary, and so sends another content: then fingerprint the
     * parts that matter, with {@link HttpHandlerBuilder#fingerprintOf}.
     */
    @Override
    public String contentIdentity() {
        if (headers.isUnreadable("Content-Type")) {
            throw HttpEvent.invalid("headers.Content-Type", "is not a text", "Pass on the event as its source sent it");
        }
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

    /** Shows format, method and template: path, headers and body may be secret. */
    @Override
    public String toString() {
        return HttpHeaders.printable(
                "HttpRequest[" + format + " " + method + " " + (template == null ? "" : template) + "]");
    }
}
