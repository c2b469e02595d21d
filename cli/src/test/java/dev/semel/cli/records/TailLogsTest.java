// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.semel.cli.records.CommandLines.Ran;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.TargetOperations;
import dev.semel.platform.logs.LogStore;
import dev.semel.platform.logs.LogsApi;
import dev.semel.platform.logs.MetricStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code semel tail --logs} against the platform's logs API. */
class TailLogsTest {

    private static final Instant START = Instant.parse("2100-01-01T00:00:00Z");

    private final SteppedClock clock = SteppedClock.at(START);
    private final LogStore store = new LogStore(clock, new MetricStore());
    private final TargetOperations api = LogsApi.of(store);
    private final List<String> requests = new ArrayList<>();
    private final HttpServer server = server();
    private Runnable afterEachRequest = () -> {};
    private final CommandLines commands = new CommandLines(
            Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "AWS_REGION", "eu-west-1"), clock);

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            requests.add(new String(request, StandardCharsets.UTF_8));
            int status = 200;
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            try {
                ApiAnswer answer = api.answer(new ApiRequest(
                        "POST", "/", "", exchange.getRequestHeaders(), new ByteArrayInputStream(request)));
                answer.body().transferTo(body);
            } catch (ServiceException e) {
                status = e.status();
                body.writeBytes(JsonTree.object()
                        .put("__type", e.code())
                        .put("message", e.getMessage())
                        .toString()
                        .getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            afterEachRequest.run();
            exchange.sendResponseHeaders(status, body.size());
            exchange.getResponseBody().write(body.toByteArray());
        }
    }

    private Ran tail(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "tail", "--endpoint", "http://127.0.0.1:" + server.getAddress().getPort()));
        arguments.addAll(List.of(more));
        return commands.run(arguments.toArray(String[]::new));
    }

    private void write(int from, int count) {
        for (int i = from; i < from + count; i++) {
            store.write(
                    "/aws/lambda/charge",
                    "stream",
                    "Duplicate skipped operation=charge key=charge/o-" + i + " attempt=1 age=5ms\nREPORT " + i);
            clock.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void aLogGroupIsReadPageByPage_andGoesOnAtItsLastMoment() {
        store.write("/aws/lambda/charge", "stream", "Duplicate skipped operation=charge key=charge/old attempt=1");
        clock.advance(Duration.ofHours(1));
        write(0, 1_250);
        Ran all = tail("--logs", "/aws/lambda/charge", "--summary");
        assertThat(all.out().lines().map(line -> line.replaceAll(" +", " ")))
                .as(all.err())
                .containsExactly("OPERATION OUTCOME COUNT", "charge Duplicate skipped: replayed 1250");
        assertThat(requests).hasSize(3).allMatch(request -> request.contains("\"limit\":1000"));
        assertThat(requests.subList(1, 3)).allMatch(request -> request.contains("nextToken"));
        assertThat(all.err())
                .isEqualTo("read up to 2100-01-01T01:00:01.249Z; go on with --since " + "2100-01-01T01:00:01.249Z\n");

        write(1_250, 2);
        Ran later = tail("--logs", "/aws/lambda/charge", "--since", "2100-01-01T01:00:01.249Z");
        assertThat(later.out()).contains("charge/o-1249", "o-1250", "o-1251").doesNotContain("o-1248");
    }

    @Test
    void followingTellsEachEventOnce() {
        write(0, 3);
        afterEachRequest = () -> write(2 + requests.size(), 1);
        Ran followed = tail("--logs", "/aws/lambda/charge", "--follow", "--max", "20");
        assertThat(followed.status()).as(followed.err()).isZero();
        assertThat(followed.out().lines().filter(line -> line.contains("charge/o-")))
                .extracting(line -> line.substring(line.lastIndexOf("o-")))
                .containsExactly("o-0", "o-1", "o-2", "o-3", "o-4", "o-5", "o-6", "o-7", "o-8", "o-9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | --logs /aws/lambda/none | there is no log group /aws/lambda/none here; look at the Region and the account
            2 | --logs /g file | give a FILE or --logs GROUP, not both
            2 | --logs /g --since yesterday | --since must be a time such as 90s, 15m, 2h or 3d
            2 | --logs /g --since 2026-13-01T00:00:00Z | --since must be a time such as 15m or 2d, or a moment
            2 | --logs /g --max 0 | --max must be 1 or more, is 0
            2 | --logs /g --region a.b/c | --region is no Region such as eu-west-1
            2 | --logs /g --follow --summary | --summary counts at the end, and --follow has none
            2 | --follow | --since, --follow, --max, --endpoint and --region need --logs GROUP
            """)
    void whatCannotBeReadIsOneLine(int status, String arguments, String message) {
        Ran ran = tail(arguments.split(" ", -1));
        assertThat(ran.err()).startsWith("semel tail: " + message).hasLineCount(1);
        assertThat(ran.status()).isEqualTo(status);
    }

    @Test
    void aServiceThatIsAwayIsOneLine() {
        server.stop(0);
        Ran ran = tail("--logs", "/aws/lambda/charge");
        assertThat(ran.err())
                .startsWith("semel tail: the logs API gave no answer: ")
                .hasLineCount(1);
        assertThat(ran.status()).isEqualTo(3);
    }
}
