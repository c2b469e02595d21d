// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.lambda.InvalidEventException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API and its stage are part of the key where the handler says so. */
class SeparateScopesTest {

    private final HttpBench bench = new HttpBench();

    private HttpHandler handler(UnaryOperator<HttpHandlerBuilder> choice) {
        return choice.apply(bench.builder().anonymousCallers()).build((request, execution) -> bench.counted(request));
    }

    private String answer(HttpHandler handler, String api, String stage) {
        HttpEventEdit event = HttpEventEdit.of(HttpFormat.REST_API)
                .key("k")
                .context("apiId", api)
                .context("stage", stage);
        return bench.send(handler, event).body().toUtf8();
    }

    @Test
    void byDefaultAllApisAndStagesAreOneScope() {
        HttpHandler handler = handler(builder -> builder);
        assertThat(answer(handler, "one", "test")).isEqualTo("answer 1");
        assertThat(answer(handler, "two", "prod")).isEqualTo("answer 1");
    }

    @Test
    void apisMayBeSeparate() {
        HttpHandler handler = handler(HttpHandlerBuilder::separateApis);
        assertThat(answer(handler, "one", "test")).isEqualTo("answer 1");
        assertThat(answer(handler, "one", "prod")).isEqualTo("answer 1");
        assertThat(answer(handler, "two", "test")).isEqualTo("answer 2");
        assertThatThrownBy(() -> answer(handler, "", "test"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContainingAll("requestContext.apiId", "separateApis()");
    }

    @Test
    void stagesMayBeSeparate() {
        HttpHandler handler = handler(HttpHandlerBuilder::separateStages);
        assertThat(answer(handler, "one", "test")).isEqualTo("answer 1");
        assertThat(answer(handler, "two", "test")).isEqualTo("answer 1");
        assertThat(answer(handler, "one", "prod")).isEqualTo("answer 2");
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void anEventWithoutItsStageIsRefused(HttpFormat format) {
        HttpHandler handler = handler(HttpHandlerBuilder::separateStages);
        HttpEventEdit event = HttpEventEdit.of(format).key("k");
        boolean hasStages = event.root().path("requestContext").has("stage");
        if (!hasStages) {
            assertThat(bench.send(handler, event).status()).isEqualTo(201);
            return;
        }
        ObjectNode context = (ObjectNode) event.root().path("requestContext");
        for (JsonNode bad : List.of(context.nullNode(), context.textNode(""), context.numberNode(7))) {
            context.set("stage", bad);
            assertThatThrownBy(() -> bench.send(handler, event))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContainingAll("requestContext.stage", "separateStages()");
        }
        assertThat(bench.executed).isEmpty();
    }

    @Test
    void anApiIsNoStage() {
        assertThat(answer(handler(HttpHandlerBuilder::separateApis), "x", "y")).isEqualTo("answer 1");
        assertThat(answer(handler(HttpHandlerBuilder::separateStages), "y", "x"))
                .isEqualTo("answer 2");
        assertThat(answer(handler(builder -> builder.separateApis().separateStages()), "x", "y"))
                .isEqualTo("answer 3");
        assertThat(answer(handler(builder -> builder.separateStages().separateApis()), "x", "y"))
                .as("in whatever order they are chosen")
                .isEqualTo("answer 3");
    }

    /** As the Javadoc and the guide say. */
    @Test
    void aRetryAcrossAChangeOfTheOptionExecutesAgain() {
        assertThat(answer(handler(builder -> builder), "one", "test")).isEqualTo("answer 1");
        assertThat(answer(handler(HttpHandlerBuilder::separateStages), "one", "test"))
                .isEqualTo("answer 2");
    }
}
