// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Event documents of a request, in the payload formats 1.0 and 2.0 ("Create AWS Lambda proxy integrations for HTTP
 * APIs", "Input format of a Lambda function for proxy integration").
 */
final class RequestEvent {

    private static final String ADDRESS = "127.0.0.1";
    private static final List<String> IDENTITY = List.of(
            "accessKey",
            "accountId",
            "apiKey",
            "apiKeyId",
            "caller",
            "cognitoAuthenticationProvider",
            "cognitoAuthenticationType",
            "cognitoIdentityId",
            "cognitoIdentityPoolId",
            "principalOrgId",
            "user",
            "userArn");

    private final ApiRequest request;
    private final byte[] body;
    private final Instant time;
    private final Match match;

    RequestEvent(ApiRequest request, byte[] body, Instant time, Match match) {
        this.request = request;
        this.body = body;
        this.time = time;
        this.match = match;
    }

    /** {@return the document of the route's format} */
    ObjectNode document() {
        return switch (match.route().form()) {
            case REST -> format1();
            case HTTP_1 -> {
                ObjectNode event = JsonTree.object().put("version", "1.0");
                event.setAll(format1());
                yield event;
            }
            case HTTP_2 -> format2(Arn.ACCOUNT, match.apiId() + ".execute-api." + Arn.REGION + ".amazonaws.com");
        };
    }

    /** {@return the document in the payload format 2.0} */
    ObjectNode format2(String account, String domain) {
        ObjectNode event = JsonTree.object().put("version", "2.0");
        String path = stagePath("$default");
        event.put("routeKey", match.route().key()).put("rawPath", path).put("rawQueryString", request.rawQuery());
        ObjectNode headers = JsonTree.object();
        request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        if (headers.remove("cookie") != null) {
            ArrayNode cookies = event.putArray("cookies");
            request.headers().getOrDefault("cookie", List.of()).stream()
                    .flatMap(line -> Stream.of(line.split(";", -1)))
                    .forEach(cookie -> cookies.add(cookie.strip()));
        }
        event.set("headers", headers);
        if (!request.queryLists().isEmpty()) {
            ObjectNode query = event.putObject("queryStringParameters");
            request.queryLists().forEach((name, values) -> query.put(name, String.join(",", values)));
        }
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", account).put("apiId", match.apiId());
        if (match.route().isSigned()) {
            context.putObject("authorizer")
                    .putObject("iam")
                    .put("accountId", Arn.ACCOUNT)
                    .put("callerId", Arn.ACCOUNT)
                    .put("userArn", "arn:aws:iam::" + Arn.ACCOUNT + ":root")
                    .put("userId", Arn.ACCOUNT);
        }
        context.put("domainName", domain).put("domainPrefix", match.apiId());
        context.putObject("http")
                .put("method", request.method())
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", ADDRESS)
                .put("userAgent", request.header("user-agent").orElse(""));
        context.put("requestId", UUID.randomUUID().toString())
                .put("routeKey", match.route().key())
                .put("stage", match.stage())
                .put("time", clfTime())
                .put("timeEpoch", time.toEpochMilli());
        if (!match.parameters().isEmpty()) {
            match.parameters().forEach(event.putObject("pathParameters")::put);
        }
        if (!match.variables().isEmpty()) {
            match.variables().forEach(event.putObject("stageVariables")::put);
        }
        Bodies.put(event, body, request.header("content-type").orElse(""));
        return event;
    }

    private ObjectNode format1() {
        String resource = match.route().path().text().isEmpty()
                ? "$default"
                : match.route().path().text();
        ObjectNode event = JsonTree.object().put("resource", resource);
        event.put("path", match.path()).put("httpMethod", request.method());
        ObjectNode headers = event.putObject("headers");
        ObjectNode allHeaders = event.putObject("multiValueHeaders");
        request.headers().forEach((name, values) -> {
            headers.put(capitalised(name), values.getLast());
            values.forEach(allHeaders.withArray(capitalised(name))::add);
        });
        Map<String, List<String>> query = request.queryLists();
        if (query.isEmpty()) {
            event.putNull("queryStringParameters").putNull("multiValueQueryStringParameters");
        } else {
            ObjectNode last = event.putObject("queryStringParameters");
            ObjectNode all = event.putObject("multiValueQueryStringParameters");
            query.forEach((name, values) -> {
                last.put(name, values.getLast());
                values.forEach(all.withArray(name)::add);
            });
        }
        putOrNull(event, "pathParameters", match.parameters());
        putOrNull(event, "stageVariables", match.variables());
        event.set("requestContext", context1(resource));
        String type = request.header("content-type").orElse("");
        if (match.route().form() == ApiForm.REST) {
            Bodies.put(event, body, type, match.binaryTypes());
        } else {
            Bodies.put(event, body, type);
        }
        return event;
    }

    private ObjectNode context1(String resource) {
        ObjectNode context = JsonTree.object().put("resourceId", match.route().key());
        context.put("resourcePath", resource).put("httpMethod", request.method());
        context.put("extendedRequestId", UUID.randomUUID().toString().substring(0, 15) + "=");
        context.put("requestTime", clfTime()).put("path", stagePath("$default"));
        context.put("accountId", Arn.ACCOUNT).put("protocol", "HTTP/1.1").put("stage", match.stage());
        context.put("domainPrefix", match.apiId()).put("requestTimeEpoch", time.toEpochMilli());
        context.put("requestId", UUID.randomUUID().toString());
        ObjectNode identity = context.putObject("identity");
        IDENTITY.forEach(identity::putNull);
        if (match.route().isSigned()) {
            identity.put("accountId", Arn.ACCOUNT)
                    .put("caller", Arn.ACCOUNT)
                    .put("user", Arn.ACCOUNT)
                    .put("userArn", "arn:aws:iam::" + Arn.ACCOUNT + ":root");
        }
        identity.put("sourceIp", ADDRESS)
                .put("userAgent", request.header("user-agent").orElse(""));
        context.put("domainName", match.apiId() + ".execute-api." + Arn.REGION + ".amazonaws.com");
        return context.put("apiId", match.apiId());
    }

    private String stagePath(String unnamed) {
        return match.stage().equals(unnamed) ? match.path() : "/" + match.stage() + match.path();
    }

    private String clfTime() {
        return DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                .format(time.atOffset(ZoneOffset.UTC));
    }

    private static void putOrNull(ObjectNode event, String member, Map<String, String> values) {
        if (values.isEmpty()) {
            event.putNull(member);
        } else {
            values.forEach(event.putObject(member)::put);
        }
    }

    /** {@return a header's name as REST APIs pass it on; the server has made all of one case} */
    private static String capitalised(String name) {
        return Stream.of(name.split("-", -1))
                .map(word -> word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("-"));
    }
}
