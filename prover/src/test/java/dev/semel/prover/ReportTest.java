// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private JsonNode json(ProverBuilder proof, String name) throws IOException {
        return new JsonMapper().readTree(written(proof.prove(), name));
    }

    @Test
    void scopeNamesInstancesAndKeysAndOnlyDeviationsAreMarked() throws IOException {
        ProverBuilder shared = Prover.of(world -> SourceZoo.keepsTheOrderInAField(world, true))
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(Rule.exactlyOnce("charge"))
                .concurrency(2);
        JsonNode broken = json(shared, "shared.json");
        assertThat(broken.path("coverage").path("concurrency").asInt()).isEqualTo(2);
        List<String> deviating = new ArrayList<>();
        broken.path("history")
                .forEach(step -> step.path("actions").forEach(action -> {
                    if (action.path("deviates").asBoolean()) {
                        deviating.add(action.path("text").asText());
                    }
                }));
        assertThat(broken.toString()).contains("in the BUSY instance of #1");
        assertThat(deviating)
                .as("a busy instance is the plain course")
                .containsExactly("PAUSES before table.claim(order-1)");
        assertThat(json(
                                Prover.of(world -> SourceZoo.guardsWithinItsInstance(world, true))
                                        .event("order-1", "order-1")
                                        .event("order-2", "order-2")
                                        .rules(Rule.atMostOnce("charge"))
                                        .concurrency(2)
                                        .repeating("1.1.0:FREEZE:0 idle.1:APART:0"),
                                "apart.json")
                        .path("history")
                        .toString())
                .contains(
                        "\"gets order-2 in an instance of its OWN\",\"service\":\"\",\"line\":\"\",\"deviates\":true");
        ProverBuilder keys = Prover.of(world -> SourceZoo.amounts(world, true, false))
                .event("order-1 100", "order-1 100")
                .event("order-1 200", "order-1 200")
                .rules(Rule.oneKey("charge"))
                .sameKey("order-1 200", "order-1 100")
                .systematic(1_000, 0);
        JsonNode held = json(keys, "keys.json");
        assertThat(held.path("coverage").path("sameKey").toString()).isEqualTo("[[\"order-1 100\",\"order-1 200\"]]");
        assertThat(written(keys.concurrency(2).prove(), "keys.html"))
                .contains("2 invocations at once in an instance, one key for order-1 100 and for order-1 200");
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
