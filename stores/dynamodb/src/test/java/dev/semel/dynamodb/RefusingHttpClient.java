// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A client that answers some actions with an error instead of the server, and passes on all others. */
final class RefusingHttpClient implements SdkHttpClient {

    private static final String CONFLICT =
            ",\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"TransactionConflict\"}]";

    private final SdkHttpClient network = UrlConnectionHttpClient.create();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final Set<String> losing = ConcurrentHashMap.newKeySet();

    /** Answers every request for {@code action}, such as {@code BatchGetItem}, with this error code from now on. */
    void refuse(String action, String code) {
        refused.put(action, code);
    }

    /** Sends the next request for {@code action} and loses its reply; answers every later one with this error code. */
    void loseReplyThenRefuse(String action, String code) {
        losing.add(action);
        refuse(action, code);
    }

    /** Passes on all requests from now on. */
    void passAll() {
        losing.clear();
        refused.clear();
    }

    /** Cancels the next {@code transactions} as if another transaction wrote the item of their second action. */
    void conflictNext(int transactions) {
        conflicts.set(transactions);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        String action = target.substring(target.indexOf('.') + 1);
        if (action.equals("TransactWriteItems") && conflicts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return new Refusal("TransactionCanceledException", CONFLICT);
        }
        if (losing.remove(action)) {
            return new LostReply(network.prepareRequest(request));
        }
        String code = refused.get(action);
        return code == null ? network.prepareRequest(request) : new Refusal(code, "");
    }

    @Override
    public void close() {
        network.close();
    }

    private record LostReply(ExecutableHttpRequest request) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() throws IOException {
            request.call();
            throw new IOException("the reply was lost");
        }

        @Override
        public void abort() {
            request.abort();
        }
    }

    private record Refusal(String code, String details) implements ExecutableHttpRequest {

        @Override
        public HttpExecuteResponse call() {
            byte[] body = ("{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"refused\""
                            + details + "}")
                    .getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(400)
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
