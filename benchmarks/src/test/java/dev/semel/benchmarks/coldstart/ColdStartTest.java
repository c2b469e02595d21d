// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** One round of the cold starts of Semel. What it asserts needs no clock: classes and bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColdStartTest {

    private final StringWriter out = new StringWriter();
    private int status;
    private JsonNode report = new JsonMapper().createObjectNode();

    @BeforeAll
    void measureOnce(@TempDir Path folder) throws Exception {
        status = new CommandLine(new ColdCommand())
                .setOut(new PrintWriter(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(
                        "--rounds=1",
                        "--flags=plain",
                        "--functions=bare,ours,ours_plain,ours_as_text,ours_primed",
                        "--out=" + folder);
        report = new JsonMapper().readTree(folder.resolve("cold.json").toFile());
    }

    @Test
    void everyFunctionAnswers() {
        assertThat(report.at("/startsInMillis/default").properties())
                .hasSize(6)
                .allSatisfy(starts -> assertThat(starts.getValue()).hasSize(1));
        assertThat(out.toString()).contains("semel-primed");
    }

    @Test
    void ourJarsStayBelowTheLimit() {
        assertThat(status).as(out.toString()).isZero();
    }

    /** Seen: 253 on JDK 25. */
    @Test
    void withoutJsonFewClassesAreLoadedBeyondTheFloors() {
        assertThat(classes("semel-text").path("beyondFloor").asInt()).isBetween(1, 262);
    }

    /** The codec of plain types reads by Jackson's streaming part, and a first execution reads nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"semel-text", "semel-plain"})
    void nothingOfJacksonIsLoadedBeforeItIsNeeded(String function) {
        assertThat(classes(function).path("beyondFloorByOwner").properties())
                .isNotEmpty()
                .noneSatisfy(owner -> assertThat(owner.getKey()).contains("fasterxml"));
    }

    /** Seen: 290 on JDK 25. It is deployed without Jackson's mapper and annotations. */
    @Test
    void theCodecOfPlainTypesLoadsFewClasses() {
        assertThat(classes("semel-plain").path("beyondFloor").asInt()).isBetween(1, 300);
    }

    /** Seen: 859 on JDK 25; Jackson has 520 of them. */
    @Test
    void withJsonTheMapperIsMostOfWhatIsLoaded() {
        assertThat(classes("semel").path("beyondFloor").asInt()).isBetween(1, 875);
    }

    /** Seen: 220 of 1063 on JDK 25; what is left are the SDK's connections, and the runtime's own answer. */
    @Test
    void primingLeavesLittleToLoadForTheFirstInvocation() {
        int cold = classes("semel").path("afterInit").asInt();
        int primed = classes("semel-primed").path("afterInit").asInt();
        assertThat(primed).isBetween(1, cold / 3);
    }

    /** ADR 68. */
    @ParameterizedTest
    @ValueSource(strings = {"semel-text", "semel-plain"})
    void aFirstExecutionRunsNoSwitchOverPatterns(String function) {
        assertThat(classes(function).path("beyondFloorByOwner").properties())
                .isNotEmpty()
                .noneSatisfy(owner -> assertThat(owner.getKey()).startsWith("switches of "));
    }

    private JsonNode classes(String function) {
        return report.path("classes").path(function);
    }
}
