// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.testkit.FaultPlan;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that a client or a setting names breaks an answer or a message. */
class PrintableAnswersTest {

    private final HttpBench bench = new HttpBench();

    @Test
    void aPageWithOtherLettersIsSpelledInAscii() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .documentation(URI.create("https://docs.example.com/schlüssel"))
                .build((request, execution) -> bench.counted(request));
        HttpAnswer answer = bench.send(handler, HttpEventEdit.of(HttpFormat.HTTP_API_2));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Link"))
                .isEqualTo("<https://docs.example.com/schl%C3%BCssel#key-missing>; rel=\"describedby\"");
        assertThat(answer.problem().path("type").asText())
                .isEqualTo("https://docs.example.com/schl%C3%BCssel#key-missing");
    }

    @Test
    void whatIsShownOfARequestIsPrintable() {
        HttpRequest request = HttpEventEdit.of(HttpFormat.HTTP_API_2)
                .header("X-A\r\nforged", "1")
                .method("GET\u001B[31m")
                .request();
        assertThat(request.toString()).matches("[\\x20-\\x7E]+");
        assertThat(request.headers().toString()).matches("[\\x20-\\x7E]+");
        assertThat(request.headers().fields().toString()).matches("[\\x20-\\x7E]+");
    }

    @Test
    void messagesShowNamesInPrintableAscii() {
        String name = "pay\nforged";
        assertThatThrownBy(
                        () -> HttpHandler.builder(bench.engine(FaultPlan.none()).build(), name)
                                .build((request, execution) -> bench.counted(request)))
                .hasMessageStartingWith("HTTP operation 'pay?forged': ");
        assertThatThrownBy(() -> bench.builder()
                        .anonymousCallers()
                        .keyRequiredFor("P\n\u202E\uD800")
                        .keyIgnoredFor("P\n\u202E\uD800")
                        .build((request, execution) -> bench.counted(request)))
                .hasMessageContaining("keyRequiredFor and keyIgnoredFor both have P???");
        HttpHandler keyless = bench.builder()
                .anonymousCallers()
                .keyIgnoredFor("A\nB")
                .build((request, execution) -> HttpResponse.text(200, "text/plain", execution.effectKey("x")));
        assertThatThrownBy(() -> bench.send(
                        keyless, HttpEventEdit.of(HttpFormat.REST_API).method("A\nB")))
                .hasMessageContaining("the method A?B passes");
        assertThat(RequestFailedException.of(name, new IllegalStateException()))
                .hasMessageStartingWith("Operation 'pay?forged'");
    }

    @Test
    void aConstantHeaderIsCheckedWhenItIsSet() {
        for (String value : List.of("a\r\nb", "é", "\u0000")) {
            assertThatThrownBy(() -> bench.builder().ownAnswerHeader("X-A", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("header X-A");
        }
        assertThatThrownBy(() -> bench.builder().ownAnswerHeader("X A", "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
