// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a proof as a file. */
final class ReportTest {

    @TempDir
    private Path folder = Path.of("");

    private String written(Proof proof, String name) throws IOException {
        Path file = folder.resolve(name);
        proof.writeReport(file);
        return Files.readString(file);
    }

    private static Proof broken() {
        return Animal.COMPLETION_NOT_CONDITIONAL.attacked();
    }

    @Test
    void counterexampleStandsBesideThePlainHistory() throws IOException {
        String page = written(broken(), "report.html");
        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("<h1>Broken: duplicates get equal answers</h1>")
                .contains("The history that breaks the rule", "The plain history")
                .contains("attempt #3</text>", ">table</text>", ">receiver of charge</text>")
                .contains("class=\"bad\"", "CRASHES, its call on the way", "(late) table.put(order-1)")
                .contains(".repeating(&quot;".replace("&quot;", "\""), "Scope: 3 deviations, 1 event");
        assertThat(page.split("<svg", -1)).hasSize(3);
        assertThat(page).doesNotContain("http://www.w3.org/1999", "src=", "href=", "@import", "url(");
    }

    @Test
    void heldProofHasItsScopeAndCounts() throws IOException {
        Proof held = Animal.RANDOM_KEY.proof(Zoo::semel).systematic(5_000, 1).prove();
        assertThat(written(held, "held.html"))
                .contains("<h1>No violation in the declared scope</h1>", "complete up to 1 deviation", "Tried: ")
                .contains("<svg");
    }

    @Test
    void textsOfAHandlerCannotLeaveTheirPlace() throws IOException {
        String evil = "</script><script>alert(1)</script>&\"";
        Proof proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    world.effect("charge").happen(evil, evil);
                    world.effect("charge").happen(evil, evil);
                    return evil;
                }))
                .event(evil, "order-1")
                .rules(Rule.exactlyOnce("charge"))
                .prove();
        assertThat(written(proof, "evil.html")).doesNotContain("<script>alert");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        JsonNode document = new JsonMapper().readTree(written(broken(), "report.json"));
        assertThat(document.path("verdict").asText()).isEqualTo("broken");
        assertThat(document.path("repeat").asText()).contains("CRASH_LATE");
        assertThat(document.path("plain").size()).isEqualTo(1);
        assertThat(document.path("history")
                        .path(0)
                        .path("actions")
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("gets order-1");
        assertThat(document.path("coverage").path("declared").asInt()).isEqualTo(3);
        JsonNode cut = new JsonMapper()
                .readTree(written(
                        Animal.RANDOM_KEY.proof(Zoo::semel).systematic(5, 1).prove(), "cut.json"));
        assertThat(cut.path("verdict").asText()).isEqualTo("unfinished");
    }
}
