// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The protocol that Powertools for AWS Lambda (Java) documents: a claim is conditional and lasts for the remaining time
 * of the invocation, completion and deletion are by key alone. What the prover finds is kept in
 * {@code docs/reference/prover.md}.
 */
final class PeerProtocolTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "prover.md");

    private static ProverBuilder proof(Source source, Rule... rules) {
        return Prover.of(world -> Zoo.claiming(world, false, false, Duration.ZERO))
                .source(source)
                .event("order-1", "order-1")
                .rules(rules);
    }

    private static void expectOnThePage(Proof proof) throws IOException {
        assertThat(proof).isInstanceOf(Proof.Broken.class);
        System.out.println(proof);
        String page = Files.readString(PAGE);
        for (String line : proof.toString()
                .lines()
                .filter(line -> !line.startsWith("Found"))
                .toList()) {
            assertThat(page).contains(line.strip());
        }
    }

    @Test
    void claimLapsesWhileTheInvocationMayStillRun() throws IOException {
        expectOnThePage(proof(Source.asynchronous(), Rule.alone()).prove());
    }

    @Test
    void staleAttemptOverwritesTheResult() throws IOException {
        expectOnThePage(proof(Source.request(), Rule.oneKey("charge"), Rule.equalAnswers())
                .prove());
    }
}
