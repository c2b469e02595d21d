// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * Client of a running platform's front, for programs without an AWS SDK. Requests carry the access key of the
 * platform's start in a scope of the signature's form; there is no signature, because the platform compares none.
 * Thread-safe.
 */
public final class FrontClient implements AutoCloseable {

    private final URI endpoint;
    private final String accessKey;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Makes a client.
     *
     * @param endpoint the front's address
     * @param accessKey the access key of its start
     */
    public FrontClient(URI endpoint, String accessKey) {
        this.endpoint = endpoint;
        this.accessKey = accessKey;
    }

    /**
     * Calls an operation of a service whose operations a target header names.
     *
     * @param service the service, as in a signature's scope
     * @param target the target, such as {@code DynamoDB_20120810.CreateTable}
     * @param document the request
     * @return the answer
     * @throws ServiceException if the service answers with an error
     * @throws IOException if the platform does not answer; its message is one line for the user
     * @throws InterruptedException if the thread was interrupted
     */
    public JsonNode target(String service, String target, JsonNode document) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(BodyPublishers.ofString(document.toString()));
        return JsonTree.parse(checked(send(service, request)).body());
    }

    /** {@return the platform's address} */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Calls an operation of a service with the query protocol.
     *
     * @param service the service
     * @param parameters the parameters, with {@code Action}
     * @return the root of the answer
     * @throws ServiceException if the service answers with an error
     * @throws IOException if the platform does not answer
     * @throws InterruptedException if the thread was interrupted
     */
    public Element query(String service, Map<String, String> parameters) throws IOException, InterruptedException {
        String form = parameters.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return Xml.parse(checked(send(service, request)).body());
    }

    /**
     * Calls an operation that is named by method and path.
     *
     * @param service the service
     * @param method the method
     * @param path the path and the query, encoded
     * @param headers further headers
     * @param body the body; empty sends none
     * @return the answer, with a status of success
     * @throws ServiceException if the service answers with an error
     * @throws IOException if the platform does not answer
     * @throws InterruptedException if the thread was interrupted
     */
    public HttpResponse<byte[]> rest(
            String service, String method, String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return checked(send(service, request));
    }

    private HttpResponse<byte[]> send(String service, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        request.header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20260101/" + Arn.REGION + "/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=none");
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new IOException("the platform at " + endpoint + " does not answer; is it still running?", e);
        }
    }

    private static HttpResponse<byte[]> checked(HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 200 && answer.statusCode() < 300) {
            return answer;
        }
        String type = answer.headers().firstValue("content-type").orElse("");
        throw type.contains("xml") ? xmlError(answer) : jsonError(answer);
    }

    private static ServiceException jsonError(HttpResponse<byte[]> answer) {
        JsonNode error;
        try {
            error = JsonTree.parse(answer.body());
        } catch (ServiceException e) {
            error = JsonTree.object();
        }
        String code = answer.headers()
                .firstValue("x-amzn-errortype")
                .orElse(error.path("__type").asText("status " + answer.statusCode()));
        String message = error.path("message").asText(error.path("Message").asText(code));
        return new ServiceException(answer.statusCode(), code.substring(code.indexOf('#') + 1), message);
    }

    private static ServiceException xmlError(HttpResponse<byte[]> answer) {
        Element root = Xml.parse(answer.body());
        Element error = Xml.children(root, "Error").stream().findFirst().orElse(root);
        Optional<String> code = Xml.text(error, "Code");
        String known = code.orElse("status " + answer.statusCode());
        return new ServiceException(
                answer.statusCode(), known, Xml.text(error, "Message").orElse(known));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
