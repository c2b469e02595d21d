// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.FailureRule;
import dev.semel.model.Certainty;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses that are stored, and what is known of an attempt whose response is not. */
class HttpStatusesTest {

    private final HttpBench bench = new HttpBench();
    private final List<Certainty> earlier = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 302, 400, 404, 410, 422, 499})
    void theseStatusesAreStored(int status) {
        HttpHandler handler = answering(status, StoredStatuses.standard());
        assertThat(bench.send(handler, event()).status()).isEqualTo(status);
        HttpAnswer second = bench.send(handler, event());
        assertThat(second.status()).isEqualTo(status);
        assertThat(second.isReplay()).isTrue();
        assertThat(bench.executed).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407, 408, 409, 423, 425, 429, 500, 502, 503, 599})
    void theseStatusesAreAnsweredAndReleasedAsUnknown(int status) {
        HttpHandler handler = answering(status, StoredStatuses.standard());
        for (int i = 1; i <= 2; i++) {
            HttpAnswer answer = bench.send(handler, event());
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body().toUtf8()).isEqualTo("answer " + i);
            assertThat(answer.isReplay()).isFalse();
        }
        assertThat(earlier).containsExactly(Certainty.NOT_STARTED, Certainty.UNKNOWN);
    }

    @Test
    void anOperationMayDeclareThatAStatusMeansNothingHappened() {
        HttpHandler handler = answering(429, StoredStatuses.standard().notExecuted(429));
        bench.send(handler, event());
        bench.send(handler, event());
        assertThat(earlier).containsExactly(Certainty.NOT_STARTED, Certainty.NOT_EXECUTED);
    }

    @Test
    void whichStatusesAreStoredIsAChoice() {
        HttpHandler handler = answering(500, StoredStatuses.of(status -> true));
        bench.send(handler, event());
        assertThat(bench.send(handler, event()).isReplay()).isTrue();
    }

    @Test
    void rulesAboutExceptionsSayNothingAboutResponses() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .onFailure(FailureRule.notExecuted(Exception.class))
                .build((request, execution) -> {
                    earlier.add(execution.earlierAttempts());
                    return HttpResponse.of(503);
                });
        bench.send(handler, event());
        bench.send(handler, event());
        assertThat(earlier).containsExactly(Certainty.NOT_STARTED, Certainty.UNKNOWN);
    }

    @Test
    void whereEffectsAreSteps_aResponseThatIsNotStoredLeavesNothingUnknown() {
        HttpHandler handler = bench.builder()
                .anonymousCallers()
                .effectsAreSteps()
                .build((request, execution) -> {
                    earlier.add(execution.earlierAttempts());
                    String paid = execution.step(
                            "pay",
                            String.class,
                            effect -> bench.counted(request).body().toUtf8());
                    return HttpResponse.text(earlier.size() == 1 ? 503 : 201, "text/plain", String.valueOf(paid));
                });
        assertThat(bench.send(handler, event()).status()).isEqualTo(503);
        HttpAnswer answer = bench.send(handler, event());
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().toUtf8()).isEqualTo("answer 1");
        assertThat(earlier).containsExactly(Certainty.NOT_STARTED, Certainty.NOT_EXECUTED);
        assertThat(bench.executed).hasSize(1);
    }

    private static HttpEventEdit event() {
        return HttpEventEdit.of(HttpFormat.REST_API).key("k1");
    }

    private HttpHandler answering(int status, StoredStatuses statuses) {
        return bench.builder().anonymousCallers().storedStatuses(statuses).build((request, execution) -> {
            earlier.add(execution.earlierAttempts());
            return HttpResponse.of(status).withBody(bench.counted(request).body());
        });
    }
}
