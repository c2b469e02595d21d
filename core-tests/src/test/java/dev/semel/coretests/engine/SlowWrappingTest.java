// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static dev.semel.coretests.engine.Fixture.IN_20_S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Operation;
import dev.semel.Outcome;
import dev.semel.StepPostponedException;
import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.TypeRef;
import dev.semel.codec.Wrapping;
import dev.semel.model.Blob;
import dev.semel.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A wrapping that takes its time, as a key service that is slow: the lease and the deadline bind what comes after it.
 */
final class SlowWrappingTest {

    private static final TypeRef<String> TEXT = TypeRef.of(String.class);

    private final Fixture fixture = new Fixture();
    private final List<String> effectKeys = new ArrayList<>();
    private Runnable delay = () -> {};

    private final Wrapping slow = new Wrapping() {
        @Override
        public Blob wrap(Blob encoded, RecordContext context) {
            if (context.part() instanceof RecordPart.Result || context.part() instanceof RecordPart.StepResult) {
                pass();
            }
            return encoded;
        }

        @Override
        public Blob unwrap(Blob stored, RecordContext context) {
            pass();
            return stored;
        }
    };

    private void pass() {
        Runnable once = delay;
        delay = () -> {};
        once.run();
    }

    private void slowBy(int seconds) {
        delay = () -> fixture.clock.advance(Duration.ofSeconds(seconds));
    }

    private Operation<String, String> charge() {
        return fixture.engine(fixture.records)
                .wrapping(slow)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .body((order, execution) -> {
                    fixture.ran.add(order);
                    effectKeys.add(execution.effectKey("charge"));
                    return "did " + order + " " + fixture.ran.size();
                });
    }

    private Operation<String, String> steps() {
        return fixture.engine(fixture.records)
                .wrapping(slow)
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .effectsAreSteps()
                .body((order, execution) -> {
                    for (String step : List.of("reserve", "pay")) {
                        execution.step(Step.named(step), TEXT, effect -> {
                            fixture.ran.add(step);
                            return "done";
                        });
                    }
                    return "paid";
                });
    }

    /** Nobody else has claimed the key: what was executed is recorded, past the deadline and past the lease. */
    @ParameterizedTest
    @ValueSource(ints = {1, 19, 21, 60})
    void aLateResultIsRecordedIfNobodyElseClaimedTheKey(int seconds) throws Exception {
        slowBy(seconds);

        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Replayed.class);
        assertThat(fixture.ran).containsExactly("42");
    }

    /** Another call has, once the lease had lapsed: one effect key, one stored result, and both callers get it. */
    @Test
    void aLateResultGivesWayToTheCallThatTookOver() throws Exception {
        List<Outcome<String>> winner = new ArrayList<>();
        delay = () -> {
            fixture.clock.advance(Duration.ofSeconds(23));
            winner.add(tried(charge()));
        };

        Outcome<String> late = charge().tryRun("42", IN_20_S);

        assertThat(winner).singleElement().isInstanceOf(Outcome.Executed.class);
        assertThat(late).isInstanceOf(Outcome.ClaimLost.class);
        assertThat(effectKeys).hasSize(2).containsOnly(effectKeys.get(0));
        assertThat(charge().run("42", IN_20_S)).isEqualTo("did 42 2");
    }

    /** Inside the lease a second call is turned away, however long the first one waits for its key. */
    @Test
    void insideTheLeaseNobodyTakesOver() throws Exception {
        List<Outcome<String>> second = new ArrayList<>();
        delay = () -> {
            fixture.clock.advance(Duration.ofSeconds(21));
            second.add(tried(charge()));
        };

        assertThat(charge().tryRun("42", IN_20_S)).isInstanceOf(Outcome.Executed.class);
        assertThat(second).singleElement().isInstanceOf(Outcome.InProgress.class);
        assertThat(fixture.ran).containsExactly("42");
    }

    @Test
    void noStepBeginsBehindTheDeadline_andNoFinishedOneIsMadeAgain() throws Exception {
        slowBy(20);
        assertThatThrownBy(() -> steps().run("42", IN_20_S)).isInstanceOf(StepPostponedException.class);
        assertThat(fixture.ran).containsExactly("reserve");

        slowBy(20); // this time to read the step that was made
        assertThatThrownBy(() -> steps().run("42", IN_20_S)).isInstanceOf(StepPostponedException.class);
        assertThat(steps().run("42", IN_20_S)).isEqualTo("paid");
        assertThat(fixture.ran).containsExactly("reserve", "pay");
    }

    @Test
    void aReplayComesLate_andRunsNothing() throws Exception {
        charge().run("42", IN_20_S);
        slowBy(60);

        assertThat(charge().run("42", IN_20_S)).isEqualTo("did 42 1");
        assertThat(fixture.ran).containsExactly("42");
    }

    private static Outcome<String> tried(Operation<String, String> operation) {
        try {
            return operation.tryRun("42", IN_20_S);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
