// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A client that sends nothing. Every put succeeds, every read finds a foreign item, and every other condition fails.
 */
final class SilentHttpClient implements SdkHttpClient {

    /** The value of a key whose claim is refused. */
    static final String REFUSED = "refused";

    private static final String ITEM = "\"Item\":{\"id\":{\"S\":\"/priming/%s\"},\"status\":{\"S\":\"COMPLETED\"},"
            + "\"expiration\":{\"N\":\"1767312000\"},\"data\":{\"S\":\"priming\"}}";
    private static final String REFUSAL =
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"message\":\"priming\","
                    + ITEM + "}";

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String action =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        if (action.endsWith(".GetItem")) {
            return new Reply(200, "{" + ITEM.formatted("priming") + "}");
        }
        return action.endsWith(".PutItem") && !isRefused(request)
                ? new Reply(200, "{}")
                : new Reply(400, REFUSAL.formatted(REFUSED));
    }

    private static boolean isRefused(HttpExecuteRequest request) {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8).contains("/" + REFUSED + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException("a request in memory could not be read", e);
        }
    }

    @Override
    public void close() {}

    private record Reply(int status, String json) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(status)
                            .putHeader("Content-Type", "application/x-amz-json-1.0")
                            .putHeader("Content-Length", Integer.toString(body.length))
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        @Override
        public void abort() {}
    }
}
