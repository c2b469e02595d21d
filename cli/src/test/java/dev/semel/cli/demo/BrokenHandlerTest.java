// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Body;
import dev.semel.Idempotency;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The demo is worth something only if it fails when Semel is broken. */
class BrokenHandlerTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void randomEffectKeysFailWhereverTheEffectIsRepeated() throws Exception {
        Report report = play(environment -> operation(environment, (object, execution) -> {
            String payment =
                    environment.payments().charge(object, UUID.randomUUID().toString());
            environment.tables().writeOrder(object, payment);
            return payment;
        }));
        assertThat(report.figures())
                .allSatisfy(figures -> assertThat(figures.lost()).isZero());
        assertThat(report.failed()).containsExactly(DemoScenario.CRASH_AFTER_EFFECT, DemoScenario.FREEZE);
        StringWriter err = new StringWriter();
        assertThat(DemoCommand.exitStatus(report, new PrintWriter(err))).isEqualTo(1);
        assertThat(err.toString()).contains("crash after the effect").contains("freeze past the lease");
    }

    @Test
    void noProtectionFails() throws Exception {
        assertThat(play(DemoHandler::naive).failed())
                .containsExactly(
                        DemoScenario.TWICE, DemoScenario.AT_ONCE, DemoScenario.CRASH_AFTER_EFFECT, DemoScenario.FREEZE);
    }

    @Test
    void aGuardThatLosesWorkFails() throws Exception {
        assertThat(play(DemoHandler::guard).failed())
                .containsExactly(DemoScenario.CRASH_AFTER_EFFECT, DemoScenario.CRASH_BEFORE_EFFECT);
    }

    @Test
    void chargingWithoutWritingTheOrderFails() throws Exception {
        Report report = play(environment -> operation(
                environment,
                (object, execution) -> environment.payments().charge(object, execution.effectKey("charge"))));
        assertThat(report.failed()).containsExactly(DemoScenario.values());
        assertThat(report.figures())
                .allSatisfy(figures -> assertThat(figures.repeated()).isZero());
        assertThat(told).noneMatch(line -> line.contains("exception"));
    }

    @Test
    void whatAHandlerThrewIsTold_onceForEachScenario() throws Exception {
        Report report = play(environment -> operation(environment, (object, execution) -> {
            throw new IllegalStateException("the cause of it all");
        }));
        assertThat(report.failed()).containsExactly(DemoScenario.values());
        assertThat(told.stream().filter(line -> line.contains("First unexpected exception of semel, ")))
                .hasSameSizeAs(DemoScenario.values())
                .allSatisfy(line -> assertThat(line).containsOnlyOnce("the cause of it all"));
    }

    @Test
    void aHandlerThatDoesNothingFails() throws Exception {
        RequestStreamHandler idle = (event, response, context) -> {};
        assertThat(play(environment -> idle).failed()).containsExactly(DemoScenario.values());
    }

    private static RequestStreamHandler operation(Environment environment, Body<S3Object, String> body) {
        Idempotency idempotency = Idempotency.builder(environment.tables().store())
                .withoutLog()
                .clock(environment.clock())
                .build();
        return S3Handler.of(S3Source.operationPerDelivery(idempotency, "charge", String.class)
                .body(body));
    }

    private Report play(DemoHandler.Deployment deployment) throws Exception {
        List<DemoFile> files = DemoFile.shipped().subList(0, 1);
        return new Demo(files, List.of(new DemoHandler(DemoHandler.SEMEL, deployment)), told::add).run();
    }
}
