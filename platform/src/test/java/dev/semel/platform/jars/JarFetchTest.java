// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars come from the first source that has them, and only with the right digest. */
class JarFetchTest {

    /** The SHA-256 of "one" and of "two". */
    private static final String ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";

    private static final String TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

    private static final PinnedJars PINNED =
            PinnedJars.parse("dynamodb-local", ONE + " org.one:one:jar:1.0\n" + TWO + " org.two:two-native:so:2.0\n");

    private final List<String> progress = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/maven2/org/one/one/1.0/one-1.0.jar", "one");
        serve("/maven2/org/two/two-native/2.0/two-native-2.0.so", "two");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(String path, String content) {
        server.createContext(path, exchange -> {
            requests.add(path);
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    @Test
    void jarsAreFetchedOnce() throws Exception {
        Path jars = fetch(remote());
        assertThat(jars.resolve("one-1.0.jar")).hasContent("one");
        assertThat(jars.resolve("two-native-2.0.so")).hasContent("two");
        assertThat(fetch(remote())).isEqualTo(jars);
        assertThat(requests).hasSize(2);
        assertThat(progress).hasSize(1);
    }

    @Test
    void whatMavenKeepsIsNotFetched() throws Exception {
        keep("org/one/one/1.0/one-1.0.jar", "one");
        Path jars = fetch(local(), remote());
        assertThat(jars).isDirectoryContaining(file -> file.endsWith("one-1.0.jar"));
        assertThat(requests).containsExactly("/maven2/org/two/two-native/2.0/two-native-2.0.so");
    }

    @Test
    void aFileWithAnotherDigestIsNotUsed() throws Exception {
        keep("org/one/one/1.0/one-1.0.jar", "another one");
        assertThat(fetch(local(), remote()).resolve("one-1.0.jar")).hasContent("one");
    }

    @Test
    void anotherDigestFromTheLastSourceIsAFailure_andTheCacheStaysEmpty() {
        server.removeContext("/maven2/org/one/one/1.0/one-1.0.jar");
        serve("/maven2/org/one/one/1.0/one-1.0.jar", "another one");
        assertThatThrownBy(() -> fetch(remote()))
                .hasMessageContaining("1 of 2 files are missing")
                .hasMessageContaining("one-1.0.jar has another SHA-256")
                .hasMessageNotContaining("\n");
        assertThat(cache()).isEmptyDirectory();
    }

    @Test
    void aMissingFileIsNamed() {
        server.removeContext("/maven2/org/two/two-native/2.0/two-native-2.0.so");
        assertThatThrownBy(() -> fetch(remote()))
                .hasMessageContaining("/ answers 404 for org/two/two-native/2.0/two-native-2.0.so");
    }

    @Test
    void aRepositoryThatIsAwayIsNamed() {
        server.stop(0);
        assertThatThrownBy(() -> fetch(local(), remote()))
                .hasMessageContaining("2 of 2 files are missing: " + root() + " does not answer (ConnectException)");
    }

    @Test
    void mavenIsRunAndItsFailureNamed() throws Exception {
        JarSource good = program("good", """
                for argument; do case $argument in -DoutputDirectory=*) out=${argument#*=} ;; esac; done
                grep -q '<artifactId>two-native</artifactId>' "$4" || exit 9
                printf one >"$out/one-1.0.jar"; printf two >"$out/two-native-2.0.so"
                """);
        assertThat(fetch(good).resolve("one-1.0.jar")).hasContent("one");
        assertThatThrownBy(
                        () -> new JarFetch("DynamoDB Local", PINNED, List.of(program("bad", "exit 1\n")), progress::add)
                                .into(folder.resolve("other")))
                .hasMessageContaining("mvn failed, its log is ");
    }

    private JarSource program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new MavenProgram(file);
    }

    private Path fetch(JarSource... sources) throws Exception {
        return new JarFetch("DynamoDB Local", PINNED, List.of(sources), progress::add).into(cache());
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private void keep(String path, String content) throws IOException {
        Path file = folder.resolve("repository").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private JarSource local() {
        return new LocalRepository(folder.resolve("repository"));
    }

    private JarSource remote() {
        return new RemoteRepository(root());
    }

    private URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/maven2/");
    }
}
