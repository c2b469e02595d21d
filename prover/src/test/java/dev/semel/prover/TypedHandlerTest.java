// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Handlers with AWS's event classes. */
final class TypedHandlerTest {

    /** Charges each message of a batch, and reports what failed, or forgets to. */
    private static final class Orders implements RequestHandler<SQSEvent, SQSBatchResponse> {

        private final EffectPoint charge;
        private final boolean reports;

        Orders(World world, boolean reports) {
            this.charge = world.effect("charge").honouringKeys();
            this.reports = reports;
        }

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
            for (SQSEvent.SQSMessage message : event.getRecords()) {
                try {
                    charge.happen(message.getBody(), message.getMessageId());
                } catch (EffectFailedException e) {
                    failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
                }
            }
            return new SQSBatchResponse(reports ? failures : List.of());
        }
    }

    private static ProverBuilder on(ProverBuilder proof) {
        return proof.source(Source.queue())
                .event("order-1", Zoo.message("order-1"))
                .event("order-2", Zoo.message("order-2"))
                .systematic(50_000, 1)
                .random(0, 1);
    }

    @Test
    void eventIsReadAndResponseIsWrittenAsByTheRuntime() {
        assertThat(on(Prover.ofTypedHandler(world -> new Orders(world, true), SQSEvent.class))
                        .prove())
                .isInstanceOf(Proof.Held.class);
        assertThat(on(Prover.ofTypedHandler(world -> new Orders(world, false), SQSEvent.class))
                        .prove()
                        .toString())
                .contains("no event is lost", "charge order-1 key=id-of-order-… FAILS");
    }

    /** A base of several handlers that only their package sees. */
    abstract static class Base implements RequestHandler<SQSEvent, String> {
        @Override
        public String handleRequest(SQSEvent event, Context context) {
            return "";
        }
    }

    /** Inherits its method, and so has it as a bridge. */
    public static final class Inherited extends Base {}

    @Test
    void eventClassIsReadFromAnInheritedMethod() {
        RequestHandler<SQSEvent, String> inherited = new Inherited();
        assertThat(Prover.streaming(inherited)).isNotNull();
    }

    @Test
    void eventClassIsReadFromTheMethod() {
        assertThat(on(Prover.of(world -> Prover.streaming(new Orders(world, true))))
                        .prove())
                .isInstanceOf(Proof.Held.class);
        assertThatThrownBy(() -> Prover.streaming("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither a RequestStreamHandler nor a RequestHandler");
        RequestHandler<SQSEvent, String> erased = (event, context) -> "";
        assertThatThrownBy(() -> Prover.streaming(erased))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have one public method handleRequest");
    }
}
