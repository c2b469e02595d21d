// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.cli.demo.DemoDelivery.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void aCrashedDeliveryNeverRunsAgain_noFinallyEither() throws Exception {
        DemoDelivery crashed = start(new Fate.Crashes(Fate.Point.BEFORE_EFFECT));
        assertThat(crashed.answer()).isEqualTo(Answer.TIMED_OUT);
        start(new Fate.Lives()).end(); // more than enough time for the other, if it were still running
        assertThat(done).containsExactly("claim", "claim", "effect", "record", "finally");
    }

    @Test
    void aFrozenDeliveryGoesOnWhereItWas() throws Exception {
        CountDownLatch thaw = new CountDownLatch(1);
        DemoDelivery frozen = start(new Fate.Freezes(Fate.Point.AFTER_EFFECT, thaw));
        assertThat(frozen.answer()).isEqualTo(Answer.TIMED_OUT);
        assertThat(done).containsExactly("claim", "effect");
        thaw.countDown();
        frozen.end();
        assertThat(done).containsExactly("claim", "effect", "record", "finally");
    }

    @Test
    void oneThatMeetsNobodyGoesOnWhenTheOtherHasEnded() throws Exception {
        Fate meeting = new Fate.Meets(new CountDownLatch(2));
        DemoDelivery one = start(meeting);
        DemoDelivery other = DemoDelivery.start(
                meeting,
                delivery -> {
                    throw new IllegalStateException("refused before its effect");
                },
                failure -> done.add(failure.toString()));
        assertThat(other.answer()).isEqualTo(Answer.FAILED);
        assertThat(one.answer()).isEqualTo(Answer.ACKNOWLEDGED);
        assertThat(done).contains("java.lang.IllegalStateException: refused before its effect");
    }

    private DemoDelivery start(Fate fate) {
        return DemoDelivery.start(
                fate,
                delivery -> {
                    try {
                        done.add("claim");
                        delivery.reach(Fate.Point.BEFORE_EFFECT);
                        done.add("effect");
                        delivery.reach(Fate.Point.AFTER_EFFECT);
                        done.add("record");
                    } finally {
                        done.add("finally");
                    }
                },
                failure -> done.add("failure"));
    }
}
