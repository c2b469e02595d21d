// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.json.text.JsonTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of HTTP events in all formats. */
final class HttpEventReader {

    /** Members that only the events of Lambda authorizers have. */
    private static final List<String> AUTHORIZER =
            List.of("methodArn", "routeArn", "authorizationToken", "identitySource", "type");

    /** Members of the context that only WebSocket events have. */
    private static final List<String> WEB_SOCKET = List.of(
            "connectionId",
            "eventType",
            "messageDirection",
            "connectedAt",
            "messageId",
            "disconnectStatusCode",
            "disconnectReason");

    private static final String NOT_HTTP =
            "Let API Gateway, a function URL, an Application Load Balancer or VPC Lattice invoke this "
                    + "function, and give other event sources a function, or a handler, of their own";

    private HttpEventReader() {}

    static HttpRequest request(JsonTree root) throws MalformedBodyException {
        HttpEvent event = new HttpEvent(root);
        requireRequest(event);
        if (VpcLatticeReader.isFirst(event)) {
            return VpcLatticeReader.first(event);
        }
        if (!event.context().isObject()) {
            throw HttpEvent.invalid("requestContext", "is missing, or not an object", NOT_HTTP);
        }
        if (event.context().at("elb").isObject()) {
            return loadBalancer(event);
        }
        return switch (String.valueOf(event.optional("version"))) {
            case "2.0" -> VpcLatticeReader.isSecond(event) ? VpcLatticeReader.second(event) : second(event);
            case "1.0" -> first(event, HttpFormat.HTTP_API_1);
            case "null" -> first(event, HttpFormat.REST_API);
            default ->
                throw HttpEvent.invalid(
                        "version", "is neither 1.0 nor 2.0, the only ones known here", "Configure payload format 2.0");
        };
    }

    /** API Gateway Developer Guide, inputs of Lambda authorizers and WebSocket events: they look much like requests. */
    private static void requireRequest(HttpEvent event) {
        for (String name : AUTHORIZER) {
            if (!HttpEvent.isAbsent(event.at(name))) {
                throw HttpEvent.invalid(name, "shows that this is the event of a Lambda authorizer", NOT_HTTP);
            }
        }
        for (String name : WEB_SOCKET) {
            if (!HttpEvent.isAbsent(event.context().at(name))) {
                throw HttpEvent.invalid(
                        "requestContext." + name, "shows that this is the event of a WebSocket API", NOT_HTTP);
            }
        }
    }

    // ---- payload format 1.0 ----

    private static HttpRequest first(HttpEvent event, HttpFormat format) throws MalformedBodyException {
        if (HttpEvent.isAbsent(event.at("httpMethod"))) {
            throw HttpEvent.invalid("httpMethod", "is missing", NOT_HTTP);
        }
        HttpHeaders headers = event.headers();
        return new HttpRequest(
                format,
                event.required("httpMethod"),
                event.required("path"),
                template(event.optional("resource")),
                headers,
                query(event, false),
                event.scalars("pathParameters"),
                cookies(headers),
                event.body(format, "isBase64Encoded", headers),
                firstIdentity(event),
                orEmpty(event.metadata("requestContext", "apiId")),
                orEmpty(event.metadata("requestContext", "stage")),
                event.metadata("requestContext", "requestId"));
    }

    private static HttpIdentity firstIdentity(HttpEvent event) {
        Set<String> nonTexts =
                new HashSet<>(event.nonTexts(HttpIdentity.CLAIMS, "requestContext", "authorizer", "claims"));
        nonTexts.addAll(event.nonTexts(HttpIdentity.CONTEXT, "requestContext", "authorizer"));
        if (event.isNonText("requestContext", "authorizer", "principalId")) {
            nonTexts.add(HttpIdentity.PRINCIPAL);
        }
        String[] pooled = {"requestContext", "identity", "cognitoIdentityId"};
        return new HttpIdentity(
                scalar(event, "requestContext", "authorizer", "principalId"),
                event.scalars("requestContext", "authorizer", "claims"),
                event.scalars("requestContext", "authorizer"),
                arn(event, pooled, "requestContext", "identity", "userArn"),
                event.metadata(pooled),
                event.metadata("requestContext", "identity", "apiKeyId"),
                nonTexts);
    }

    /** {@return a text; an authorizer may give a number or boolean instead} */
    private static @Nullable String scalar(HttpEvent event, String... names) {
        return event.isNonText(names) ? HttpEvent.spelled(event.at(names)) : event.metadata(names);
    }

    /** {@return the ARN of the signer; null if a pool's identity beside it is unreadable, which tells callers apart} */
    private static @Nullable String arn(HttpEvent event, String[] pooled, String... names) {
        JsonTree identity = event.at(pooled);
        boolean isText = "".equals(identity.text()) || event.metadata(pooled) != null;
        return HttpEvent.isAbsent(identity) || isText ? event.metadata(names) : null;
    }

    // ---- payload format 2.0 ----

    private static HttpRequest second(HttpEvent event) throws MalformedBodyException {
        if (!event.at("requestContext", "http").isObject()) {
            throw HttpEvent.invalid("requestContext.http", "is missing, or not an object", NOT_HTTP);
        }
        String domain = event.metadata("requestContext", "domainName");
        HttpFormat format =
                domain != null && domain.contains(".lambda-url.") ? HttpFormat.FUNCTION_URL : HttpFormat.HTTP_API_2;
        HttpHeaders headers = event.headers();
        return new HttpRequest(
                format,
                event.required("requestContext", "http", "method"),
                event.required("rawPath"),
                template(withoutMethod(event.optional("routeKey"))),
                headers,
                secondQuery(event),
                event.scalars("pathParameters"),
                event.list("cookies"),
                event.body(format, "isBase64Encoded", headers),
                secondIdentity(event),
                orEmpty(event.metadata("requestContext", "apiId")),
                orEmpty(event.metadata("requestContext", "stage")),
                event.metadata("requestContext", "requestId"));
    }

    private static HttpIdentity secondIdentity(HttpEvent event) {
        Set<String> nonTexts =
                new HashSet<>(event.nonTexts(HttpIdentity.CLAIMS, "requestContext", "authorizer", "jwt", "claims"));
        nonTexts.addAll(event.nonTexts(HttpIdentity.CONTEXT, "requestContext", "authorizer", "lambda"));
        String[] pooled = {"requestContext", "authorizer", "iam", "cognitoIdentity", "identityId"};
        return new HttpIdentity(
                null,
                event.scalars("requestContext", "authorizer", "jwt", "claims"),
                event.scalars("requestContext", "authorizer", "lambda"),
                arn(event, pooled, "requestContext", "authorizer", "iam", "userArn"),
                event.metadata(pooled),
                null,
                nonTexts);
    }

    /** {@return the raw query, and what only the parameters have: some tools write these alone} */
    private static Map<String, List<String>> secondQuery(HttpEvent event) {
        String raw = event.optional("rawQueryString");
        return raw == null
                ? HttpQuery.listed(event.anyFields("queryStringParameters"), false)
                : HttpQuery.merged(raw, event.lists("queryStringParameters"));
    }

    /** {@code POST /payments/{id}} is a method and a template; {@code $default} is a name. */
    private static @Nullable String withoutMethod(@Nullable String routeKey) {
        return routeKey == null ? null : routeKey.substring(routeKey.indexOf(' ') + 1);
    }

    // ---- load balancers ----

    private static HttpRequest loadBalancer(HttpEvent event) throws MalformedBodyException {
        HttpFormat format = event.at("multiValueHeaders").isObject()
                ? HttpFormat.LOAD_BALANCER_MULTI_VALUE
                : HttpFormat.LOAD_BALANCER;
        HttpHeaders headers = event.headers();
        return new HttpRequest(
                format,
                event.required("httpMethod"),
                event.required("path"),
                null,
                headers,
                query(event, true),
                Map.of(),
                cookies(headers),
                event.body(format, "isBase64Encoded", headers),
                HttpIdentity.unknown(),
                orEmpty(event.metadata("requestContext", "elb", "targetGroupArn")),
                "",
                headers.first("X-Amzn-Trace-Id").orElse(null));
    }

    // ---- all ----

    /** {@return the template; null for one that matches everything below it, because it does not identify a route} */
    private static @Nullable String template(@Nullable String template) {
        if (template == null || template.isBlank()) {
            return null;
        }
        return template.equals("$default") || template.contains("+}") ? null : template;
    }

    private static Map<String, List<String>> query(HttpEvent event, boolean encoded) {
        return HttpQuery.merged(
                HttpQuery.listed(event.anyFields("multiValueQueryStringParameters"), encoded),
                HttpQuery.listed(event.anyFields("queryStringParameters"), encoded));
    }

    static List<String> cookies(HttpHeaders headers) {
        List<String> cookies = new ArrayList<>();
        for (String header : headers.all("Cookie")) {
            for (String cookie : header.split(";", -1)) {
                if (!cookie.isBlank()) {
                    cookies.add(cookie.strip());
                }
            }
        }
        return cookies;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
