// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.OperationInProgressException;
import dev.semel.PayloadMismatchException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SynchronousHandlerTest {

    private static final String EVENT = "{\"orderId\": \"o-42\", \"total\": 7}";

    private final HandlerBench bench = new HandlerBench();

    private SynchronousHandler<JsonDocument, String> handler(SynchronousHandler.Writing<String> writing) {
        return SynchronousHandler.of(
                JsonEventSource::parse,
                bench.operation(
                        (engine, name, type) -> JsonEventSource.operationByPath(engine, name, type, "/orderId"),
                        event -> event.text("/orderId").orElseThrow()),
                RetryHorizon.asynchronousInvocation(),
                writing);
    }

    private SynchronousHandler<JsonDocument, String> handler() {
        return handler((output, result) ->
                output.write(Json.quoted(String.valueOf(result)).getBytes(UTF_8)));
    }

    @Test
    void theAnswerIsTheResult_executedOrReplayed() {
        SynchronousHandler<JsonDocument, String> handler = handler();
        assertThat(bench.send(handler, EVENT).document()).isEqualTo("\"did o-42\"");
        assertThat(bench.send(handler, "{\"total\": 7.0, \"orderId\": \"o-42\"}")
                        .document())
                .isEqualTo("\"did o-42\"");
        assertThat(bench.executed).containsExactly("o-42");
    }

    @Test
    void aCheckedExceptionOfTheBodyIsThrownAsItIs() {
        IOException failure = new IOException("no route");
        bench.work(name -> {
            throw failure;
        });
        assertThat(bench.send(handler(), EVENT).exception()).isSameAs(failure);
        bench.work(name -> {});
        assertThat(bench.send(handler(), EVENT).document()).isEqualTo("\"did o-42\"");
    }

    @Test
    void anInterruptIsThrown_andStays() {
        bench.work(name -> {
            throw new InterruptedException();
        });
        Exception thrown = bench.send(handler(), EVENT).exception();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aCallWithoutAValueThrowsWhatAStateMachineCanRetryBy() {
        SynchronousHandler<JsonDocument, String> handler = handler();
        bench.work(name ->
                assertThat(bench.send(handler, EVENT).exception()).isInstanceOf(OperationInProgressException.class));
        bench.send(handler, EVENT);
        assertThat(bench.send(handler, EVENT.replace('7', '8')).exception())
                .isInstanceOf(PayloadMismatchException.class);
        assertThat(bench.send(handler, "{\"total\": 7}").exception()).hasMessageContaining("/orderId");
        assertThat(bench.executed).containsExactly("o-42");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsRecorded() {
        SynchronousHandler<JsonDocument, String> broken = handler((output, result) -> {
            throw new IOException("closed");
        });
        assertThat(bench.send(broken, EVENT).exception()).hasMessage("closed");
        assertThat(bench.send(handler(), EVENT).document()).isEqualTo("\"did o-42\"");
        assertThat(bench.executed).hasSize(1);
    }
}
