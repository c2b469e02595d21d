// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.semel.Operation;
import dev.semel.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver behind HTTP refuses the request of an attempt that another has taken over from. */
final class HttpFenceGuardTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Ledger ledger = new Ledger();
    private HttpServer server;

    /** A receiver: the largest token, and the changes made under it. */
    private static final class Ledger {

        private final List<Long> changes = new ArrayList<>();
        private long largestSeen;

        synchronized int handle(Optional<HttpFenceGuard> guard) {
            if (guard.isEmpty()) {
                return 428;
            }
            if (guard.get().isStale(largestSeen)) {
                return 412;
            }
            largestSeen = guard.get().token();
            changes.add(largestSeen);
            return 204;
        }

        synchronized List<Long> changes() {
            return List.copyOf(changes);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        int status;
        try {
            status = ledger.handle(
                    HttpFenceGuard.parse(exchange.getRequestHeaders().getFirst(HttpFenceGuard.HEADER)));
        } catch (IllegalArgumentException malformed) {
            status = 400;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void aStaleRequestIsRefusedAndTheSameAttemptMaySendAgain() throws Exception {
        assertThat(send(HttpFenceGuard.of(7).value())).isEqualTo(204);
        assertThat(send(HttpFenceGuard.of(7).value())).isEqualTo(204);
        assertThat(send(HttpFenceGuard.of(9).value())).isEqualTo(204);

        assertThat(send(HttpFenceGuard.of(8).value())).isEqualTo(412);

        assertThat(ledger.changes()).containsExactly(7L, 7L, 9L);
    }

    @Test
    void S4_theLateRequestOfAFrozenAttemptIsRefused() throws Exception {
        Frozen frozen = new Frozen();
        Operation<String, Integer> pay = frozen.operation(
                execution -> send(HttpFenceGuard.of(execution.fencingToken()).value()));

        assertThat(frozen.run(pay)).isInstanceOf(Outcome.ClaimLost.class);

        assertThat(frozen.changes()).containsExactly("attempt 2: 204", "attempt 1: 412");
        assertThat(ledger.changes()).hasSize(1);
    }

    @Test
    void aRequestWithoutATokenIsToldApart() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri()).build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(428);
        assertThat(send("7, 9")).isEqualTo(400);
        assertThat(ledger.changes()).isEmpty();
    }

    @Test
    void everyTokenComesBack() {
        for (long token : new long[] {0, 1, 1_767_225_600_000L, Long.MAX_VALUE}) {
            HttpFenceGuard guard = HttpFenceGuard.of(token);
            assertThat(HttpFenceGuard.parse(guard.value())).contains(guard);
        }
        assertThatThrownBy(() -> HttpFenceGuard.of(-1)).hasMessage("token must not be negative, is -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 7", "+7", "-7", "07", "7.0", "7,9", "0x7", "٧", "9223372036854775808", "secret"})
    void whatIsNoTokenIsRefusedAndNotQuoted(String header) {
        assertThatThrownBy(() -> HttpFenceGuard.parse(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Semel-Fencing-Token must be one fencing token")
                .hasMessageNotContaining("secret");
    }

    private int send(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri())
                .header(HttpFenceGuard.HEADER, token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
