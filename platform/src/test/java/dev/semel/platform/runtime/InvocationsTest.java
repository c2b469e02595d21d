// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.model.Blob;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InvocationsTest {

    private final Invocations invocations = new Invocations(2);

    @Test
    void onlyWhatTheRuntimeHasReceivedCanBeAnswered() throws Exception {
        Invocation invocation = submit("r-1");
        assertThat(invocations.answerable("r-1")).isEmpty();
        invocations.next().receive();
        assertThat(invocations.answerable("r-1")).contains(invocation);
        assertThat(invocations.answer(invocation, new InvocationAnswer.FunctionError("r-1", "T", "")))
                .isTrue();
        assertThat(invocations.answerable("r-1")).isEmpty();
    }

    @Test
    void eventsComeInTheirOrder() throws Exception {
        Invocation first = submit("r-1");
        Invocation second = submit("r-2");
        assertThat(invocations.next()).isSameAs(first);
        assertThat(invocations.next()).isSameAs(second);
    }

    @Test
    void askingForAnEventIsNoticedWhetherOrNotThereIsOne() throws Exception {
        assertThat(invocations.awaitAsked(Duration.ZERO)).isFalse();
        submit("r-1");
        assertThat(invocations.awaitAsked(Duration.ZERO)).isFalse();
        invocations.next();
        assertThat(invocations.awaitAsked(Duration.ZERO)).isTrue();
    }

    @Test
    void anEndBeforeTheRuntimeAskedIsNoInitialisation() throws Exception {
        invocations.end(invocation -> new InvocationAnswer.ProcessExited(invocation.requestId(), 1, false));
        assertThat(invocations.awaitAsked(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void noMoreThanTheLimitAreOpen() {
        Invocation first = submit("r-1");
        submit("r-2");
        assertThatThrownBy(() -> submit("r-3"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 invocations");
        invocations.close(first);
        submit("r-3");
    }

    @Test
    void theFirstEndingCounts() throws Exception {
        Invocation before = submit("r-1");
        invocations.end(invocation -> new InvocationAnswer.InitError(invocation.requestId(), "T", ""));
        invocations.end(invocation -> new InvocationAnswer.ProcessExited(invocation.requestId(), 1, false));
        assertThat(before.awaitAnswer(Duration.ZERO)).contains(new InvocationAnswer.InitError("r-1", "T", ""));
        assertThat(submit("r-2").awaitAnswer(Duration.ZERO)).contains(new InvocationAnswer.InitError("r-2", "T", ""));
    }

    private Invocation submit(String requestId) {
        Invocation invocation = new Invocation(requestId, Blob.utf8("{}"), Duration.ofSeconds(1));
        invocations.submit(invocation);
        return invocation;
    }
}
