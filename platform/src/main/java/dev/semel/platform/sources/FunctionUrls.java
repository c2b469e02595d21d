// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.Blob;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.runtime.RuntimeApi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Function URLs: an HTTP request in the payload format 2.0, and the handler's answer as HTTP. Thread-safe. */
public final class FunctionUrls implements Api {

    private final FunctionInvoker invoker;
    private final InstantSource clock;

    /**
     * Makes the service.
     *
     * @param invoker the functions
     * @param clock the clock of the requests
     */
    public FunctionUrls(FunctionInvoker invoker, InstantSource clock) {
        this.invoker = invoker;
        this.clock = clock;
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        String[] parts = request.path().split("/", 4); // empty, _url, id, path
        String id = parts.length > 2 ? parts[2] : "";
        String function = invoker.byUrl(id)
                .orElseThrow(() -> new ServiceException(404, "NotFound", "there is no such function URL"));
        String path = parts.length > 3 ? "/" + parts[3] : "/";
        byte[] body = request.bytes(RuntimeApi.MAX_PAYLOAD_BYTES);
        Optional<Blob> response =
                invoker.invoke(function, event(request, id, path, body).getBytes(StandardCharsets.UTF_8));
        return response.isEmpty()
                ? ApiAnswer.json(502, JsonTree.object().put("message", "Internal Server Error"))
                : answer(response.get().toByteArray());
    }

    private String event(ApiRequest request, String id, String path, byte[] body) {
        ObjectNode event = JsonTree.object().put("version", "2.0").put("routeKey", "$default");
        event.put("rawPath", path).put("rawQueryString", request.rawQuery());
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        if (!request.query().isEmpty()) {
            ObjectNode query = event.putObject("queryStringParameters");
            request.query().forEach(query::put);
        }
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", "anonymous").put("apiId", id);
        context.put("domainName", id + ".lambda-url." + Arn.REGION + ".on.aws").put("domainPrefix", id);
        context.putObject("http")
                .put("method", request.method())
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1")
                .put("userAgent", request.header("user-agent").orElse(""));
        context.put("requestId", UUID.randomUUID().toString())
                .put("routeKey", "$default")
                .put("stage", "$default");
        context.put("timeEpoch", clock.millis());
        boolean isText = isText(body);
        if (body.length > 0) {
            event.put(
                    "body",
                    isText
                            ? new String(body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(body));
        }
        event.put("isBase64Encoded", !isText);
        return event.toString();
    }

    private static boolean isText(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A response without a status code is the body itself. */
    private static ApiAnswer answer(byte[] response) {
        JsonNode document;
        try {
            document = new JsonMapper().readTree(response);
        } catch (IOException e) {
            return ApiAnswer.of(200, "application/json", response);
        }
        if (document == null || !document.hasNonNull("statusCode")) {
            return ApiAnswer.of(200, "application/json", response);
        }
        String text = document.path("body").asText("");
        byte[] body = document.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        ApiAnswer answer = ApiAnswer.of(document.path("statusCode").asInt(200), "application/json", body);
        for (Map.Entry<String, JsonNode> header : document.path("headers").properties()) {
            answer = header.getKey().equalsIgnoreCase("content-type")
                    ? answer.with("Content-Type", header.getValue().asText())
                    : answer.with(header.getKey(), header.getValue().asText());
        }
        return answer;
    }
}
