// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Source;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The demo is worth something only if it fails when Semel is broken. */
class BrokenHandlerTest {

    @Test
    void randomEffectKeysFailWhereverTheEffectIsRepeated() throws Exception {
        Report report = play(environment -> {
            Idempotency idempotency = Idempotency.builder(environment.tables().store())
                    .clock(environment.clock())
                    .build();
            return S3Handler.of(S3Source.operationPerDelivery(idempotency, "charge", String.class)
                    .body((object, execution) -> environment
                            .payments()
                            .charge(object, UUID.randomUUID().toString())));
        });
        assertThat(report.failed()).containsExactly(Scenario.CRASH_AFTER_EFFECT, Scenario.FREEZE);
        StringWriter err = new StringWriter();
        assertThat(DemoCommand.exitStatus(report, new PrintWriter(err))).isEqualTo(1);
        assertThat(err.toString()).contains("crash after the effect").contains("freeze past the lease");
    }

    @Test
    void noProtectionFails() throws Exception {
        assertThat(play(DemoHandler::naive).failed())
                .containsExactly(Scenario.TWICE, Scenario.AT_ONCE, Scenario.CRASH_AFTER_EFFECT, Scenario.FREEZE);
    }

    @Test
    void aGuardThatLosesWorkFails() throws Exception {
        assertThat(play(DemoHandler::guard).failed()).containsExactly(Scenario.CRASH_BEFORE_EFFECT);
    }

    @Test
    void aHandlerThatDoesNothingFails() throws Exception {
        RequestStreamHandler idle = (event, response, context) -> {};
        assertThat(play(environment -> idle).failed()).containsExactly(Scenario.values());
    }

    private static Report play(DemoHandler.Deployment deployment) throws Exception {
        List<DemoFile> files = DemoFile.shipped().subList(0, 1);
        return new Demo(files, List.of(new DemoHandler(DemoHandler.SEMEL, deployment)), line -> {}).run();
    }
}
