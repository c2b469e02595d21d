// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Maven repository that is read over HTTP.
 *
 * @param root its root; ends with a slash
 */
record RemoteRepository(URI root) implements JarSource {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    RemoteRepository {
        if (!root.isAbsolute() || !root.getPath().endsWith("/")) {
            throw new IllegalArgumentException("not the root of a repository: " + root);
        }
    }

    @Override
    public void bring(List<PinnedJar> jars, Path folder) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .proxy(ProxySelector.getDefault())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            for (PinnedJar jar : jars) {
                bring(jar, folder, http);
            }
        }
    }

    private void bring(PinnedJar jar, Path folder, HttpClient http) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(jar.path())).timeout(ANSWER).build();
        Path file = folder.resolve(jar.fileName());
        int status;
        try {
            status = http.send(request, HttpResponse.BodyHandlers.ofFile(file)).statusCode();
        } catch (IOException e) {
            throw new IOException(root + " does not answer (" + e.getClass().getSimpleName() + ")", e);
        }
        if (status != 200) {
            Files.deleteIfExists(file);
            throw new IOException(root + " answers " + status + " for " + jar.path());
        }
    }
}
