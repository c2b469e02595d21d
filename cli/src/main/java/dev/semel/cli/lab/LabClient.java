// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Client of a running platform's own operations: the platform that the export lines of its start name. */
final class LabClient {

    /** The variable with the platform's address. */
    static final String ENDPOINT = "SEMEL_LAB_ENDPOINT";

    /** The variable with the access key. */
    static final String KEY = "SEMEL_LAB_KEY";

    private static final int MAX_PORT = 65_535;

    private final URI endpoint;
    private final String key;

    private LabClient(URI endpoint, String key) {
        this.endpoint = endpoint;
        this.key = key;
    }

    /**
     * Finds the platform in the environment.
     *
     * @throws IOException if the environment names none; its message is one line for the user
     */
    static LabClient of(Map<String, String> environment) throws IOException {
        String endpoint = environment.get(ENDPOINT);
        String key = environment.get(KEY);
        if (endpoint == null || key == null) {
            throw new IOException(
                    "no platform: run 'semel lab start', and in this shell the export lines that it prints");
        }
        if (!endpoint.matches("http://127\\.0\\.0\\.1:\\d{1,5}")) {
            throw new IOException(ENDPOINT + " is no address of a platform: " + endpoint);
        }
        if (Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)) > MAX_PORT) {
            throw new IOException(ENDPOINT + " has no port: " + endpoint);
        }
        if (!key.matches("[!-~]+")) {
            throw new IOException(KEY + " is no access key of a platform");
        }
        return new LabClient(URI.create(endpoint), key);
    }

    URI endpoint() {
        return endpoint;
    }

    String key() {
        return key;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(endpoint.resolve(path)).GET());
    }

    JsonNode post(String path, JsonNode document) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(endpoint.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(document.toString())));
    }

    private JsonNode call(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    request.header("X-Semel-Key", key)
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    BodyHandlers.ofString());
            JsonNode document = new JsonMapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new IOException(document.path("message").asText("status " + answer.statusCode()));
            }
            return document;
        } catch (ConnectException e) {
            throw new IOException("the platform at " + endpoint + " does not answer; is it still running?", e);
        }
    }
}
