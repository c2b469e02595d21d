// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins can read what the handler answers itself. */
class CrossOriginTest {

    private static final String SHOP = "https://shop.example.com";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private final HttpBench bench = new HttpBench();

    private HttpHandler handler(String... origins) {
        return bench.builder().anonymousCallers().crossOrigin(origins).build((request, execution) -> {
            HttpResponse response = bench.counted(request);
            return request.headers()
                    .first("Origin")
                    .map(origin -> response.withHeader(ALLOWED, origin))
                    .orElse(response);
        });
    }

    private static HttpEventEdit from(HttpFormat format, String origin) {
        return HttpEventEdit.of(format).header("Origin", origin);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfItsOwnNamesTheOriginThatSentTheRequest(HttpFormat format) {
        HttpAnswer answer = bench.send(handler("https://admin.example.com", SHOP), from(format, SHOP));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header(ALLOWED)).isEqualTo(SHOP);
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("Retry-After, Idempotent-Replayed, Link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com", "https://shop.example.com.evil.com", "null", ""})
    void anotherOriginGetsNone(String origin) {
        HttpAnswer answer = bench.send(handler(SHOP), from(HttpFormat.HTTP_API_2, origin));
        assertThat(answer.header(ALLOWED)).isEmpty();
        assertThat(answer.header("Vary")).as("so that no cache mixes them up").isEqualTo("Origin");
    }

    @Test
    void aBodyThatCannotBeReadIsAnsweredAlike() {
        HttpEventEdit event = from(HttpFormat.REST_API, SHOP).key("k").body("no Base64!");
        event.root().put("isBase64Encoded", true);
        HttpAnswer answer = bench.send(handler(SHOP), event);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header(ALLOWED)).isEqualTo(SHOP);
    }

    @Test
    void everyOriginMayBeAllowed() {
        HttpAnswer answer = bench.send(handler("*"), from(HttpFormat.HTTP_API_2, "https://any.example.com"));
        assertThat(answer.header(ALLOWED)).isEqualTo("*");
        assertThat(answer.header("Vary")).isEmpty();
    }

    @Test
    void aReplayNamesTheOriginOfTheRetry_notThatOfTheFirstRequest() {
        HttpHandler handler = handler(SHOP, "https://app.example.com");
        HttpAnswer first = bench.send(handler, from(HttpFormat.HTTP_API_2, SHOP).key("k"));
        assertThat(first.header(ALLOWED)).as("the body's own").isEqualTo(SHOP);

        HttpAnswer replay = bench.send(
                handler, from(HttpFormat.HTTP_API_2, "https://app.example.com").key("k"));
        assertThat(replay.isReplay()).isTrue();
        assertThat(replay.header(ALLOWED)).isEqualTo("https://app.example.com");
        HttpAnswer stranger = bench.send(
                handler, from(HttpFormat.HTTP_API_2, "https://evil.example.com").key("k"));
        assertThat(stranger.isReplay()).isTrue();
        assertThat(stranger.header(ALLOWED)).isEmpty();
    }

    @Test
    void withoutTheOptionNothingIsAdded() {
        HttpAnswer answer = bench.send(bench.counting(), from(HttpFormat.HTTP_API_2, SHOP));
        assertThat(answer.header(ALLOWED)).isEmpty();
        assertThat(answer.header("Vary")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/",
                "shop.example.com",
                "https://Shop.example.com",
                "https://a b",
                "null",
                ""
            })
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> bench.builder().crossOrigin(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which is no origin such as https://shop.example.com");
    }

    @Test
    void everyOriginBesideOthersIsRefused() {
        assertThatThrownBy(() -> bench.builder().crossOrigin("*", SHOP)).hasMessageContaining("has * beside");
    }
}
