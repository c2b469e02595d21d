// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * A stand-in for the two calls of AWS KMS, as its documentation describes them: a data key can be decrypted under the
 * key and the encryption context of its making only. Not the service.
 */
final class KmsStandIn implements AutoCloseable {

    private static final Pattern FIELD = Pattern.compile("\"(KeyId|CiphertextBlob)\":\"([^\"]*)\"");
    private static final Pattern CONTEXT = Pattern.compile("\"EncryptionContext\":(\\{[^}]*})");

    private record Wrapped(String keyId, String context, String plaintext) {}

    private final HttpServer server;
    private final Random random = new Random(7);
    private final Map<String, Wrapped> wrapped = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int plaintextBytes = 32;
    private String strange = "";
    private boolean refuses;

    KmsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    KmsClient client() {
        return KmsClient.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(config -> config.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    /** {@return the requests so far, each as its target and body} */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers with data keys of another length from now on. */
    synchronized void giveBytes(int count) {
        plaintextBytes = count;
    }

    /** Answers with this body from now on. */
    synchronized void answerWith(String body) {
        strange = body;
    }

    /** Refuses every request from now on. */
    synchronized void refuse() {
        refuses = true;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(target + " " + body);
        if (refuses) {
            send(exchange, 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not allowed\"}");
        } else if (!strange.isEmpty()) {
            send(exchange, 200, strange);
        } else if (target.equals("TrentService.GenerateDataKey")) {
            send(exchange, 200, generate(fields(body), context(body)));
        } else {
            Wrapped found = wrapped.get(fields(body).get("CiphertextBlob"));
            if (found != null
                    && found.keyId().equals(fields(body).get("KeyId"))
                    && found.context().equals(context(body))) {
                String answer = "{\"KeyId\":\"" + found.keyId() + "\",\"Plaintext\":\"" + found.plaintext() + "\"}";
                send(exchange, 200, answer);
            } else {
                send(exchange, 400, "{\"__type\":\"InvalidCiphertextException\"}");
            }
        }
    }

    private String generate(Map<String, String> fields, String context) {
        String keyId = String.valueOf(fields.get("KeyId"));
        String plaintext = bytes(plaintextBytes);
        String ciphertext = bytes(64);
        wrapped.put(ciphertext, new Wrapped(keyId, context, plaintext));
        return "{\"KeyId\":\"" + keyId + "\",\"Plaintext\":\"" + plaintext + "\",\"CiphertextBlob\":\"" + ciphertext
                + "\"}";
    }

    private String bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(body);
        while (field.find()) {
            fields.put(field.group(1), field.group(2));
        }
        return fields;
    }

    private static String context(String body) {
        Matcher context = CONTEXT.matcher(body);
        return context.find() ? context.group(1) : "";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
