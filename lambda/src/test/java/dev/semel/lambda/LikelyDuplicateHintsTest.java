// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.ClaimRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The source's word that it delivers again reaches the store, if the policy asks for it, and changes no answer. */
class LikelyDuplicateHintsTest {

    private final HandlerBench bench = new HandlerBench();

    private static String firstOfTwoDeliveredAgain() {
        String event = SampleBatches.sqs(List.of("1", "2"));
        String again = event.replaceFirst("(\"ApproximateReceiveCount\":\\s*)\"1\"", "$1\"2\"");
        assertThat(again).isNotEqualTo(event);
        return again;
    }

    private List<Boolean> hints(BatchPolicy policy) {
        SqsHandler<SqsMessage, String> handler =
                SqsHandler.of(bench.intent(SqsMessage.class, SqsMessage::body), policy);
        assertThat(bench.send(handler, firstOfTwoDeliveredAgain()).document()).isEqualTo("{\"batchItemFailures\":[]}");
        return bench.recording.calls().stream()
                .filter(call -> call.method().equals("claimAll"))
                .flatMap(call -> ((List<?>) call.request()).stream())
                .map(request -> ((ClaimRequest) request).likelyDuplicate())
                .toList();
    }

    @Test
    void messageThatWasReceivedBeforeIsALikelyDuplicate() {
        assertThat(hints(bench.policy().readLikelyDuplicates())).containsExactly(true, false);
        assertThat(bench.executed).containsExactly("1", "2");
    }

    @Test
    void byDefaultNothingIs() {
        assertThat(hints(bench.policy())).containsExactly(false, false);
    }

    @Test
    void everyOtherSettingOfThePolicyKeepsIt() {
        BatchPolicy policy = BatchPolicy.defaults()
                .readLikelyDuplicates()
                .recording(dev.semel.RecordingPolicy.END_OF_BATCH)
                .acceptingFinalFailures()
                .failures(item -> {});
        assertThat(policy.likelyDuplicatesRead()).isTrue();
    }
}
