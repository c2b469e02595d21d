// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.cli.records.CommandLines.Ran;
import dev.semel.cli.records.PlantedStores.Kind;
import dev.semel.cli.records.PlantedStores.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code semel sweep} and {@code semel tail}. */
@ExtendWith(PlantedStores.Extension.class)
class SweepAndTailTest {

    private static final String LINES = """
        2026-11-29T12:00:00 INFO dev.semel Duplicate skipped operation=charge key=charge/o-1 attempt=1 age=5ms
        START RequestId: 1
        {"level":"WARN","message":"Key used with another payload operation=refund key=refund/o-2: nothing"}
        2026-11-29T12:00:01 {"_aws":{"CloudWatchMetrics":[{"Metrics":[{"Name":"Executions","Unit":"Count"},\
        {"Name":"Latency","Unit":"Milliseconds"}]}]},"Operation":"charge","Executions":3,"Latency":9}
        {"cut off
        INFO Duplicate skipped operation=charge key=charge/o-\u001b[2J attempt=1 age=5ms
        """;

    private final PlantedStores stores;

    SweepAndTailTest(PlantedStores stores) {
        this.stores = stores;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSweepListsAndOnlyWithYesHandsOver(Kind kind, @TempDir Path folder) throws IOException {
        Planted planted = stores.planted(kind);
        planted.clock().advance(Duration.ofMinutes(1));
        Path script = Files.writeString(folder.resolve("again"), """
            #!/bin/sh
            cat >> "$1/in"
            echo >> "$1/in"
            echo "$SEMEL_OPERATION $SEMEL_KEY" >> "$1/names"
            """);
        String[] hand = {
            "sweep", "--stalled-for", "10s", "--run", "sh", "--run", script.toString(), "--run", folder.toString()
        };
        Ran listed = planted.run(hand);
        assertThat(listed.out().lines().skip(1).map(line -> line.substring(line.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrder("stuck", "released", "running");
        assertThat(listed.err()).contains("none was handed over, --yes would do it");
        assertThat(folder.resolve("in")).doesNotExist();

        List<String> arguments = new ArrayList<>(List.of(hand));
        arguments.addAll(List.of("--yes", "--keys-per-second", "100"));
        Ran ran = planted.run(arguments.toArray(String[]::new));
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("names")))
                .containsExactlyInAnyOrder("charge stuck", "charge released", "charge running");
        for (String line : Files.readAllLines(folder.resolve("in"))) {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.path("nextDuplicate").path("executes").asBoolean()).isTrue();
        }
        for (String wrong : List.of("sweep --max 0", "sweep --stalled-for x", "records list --state nope")) {
            Ran refused = planted.run(wrong.split(" "));
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.out()).as("before anything was read").isEmpty();
        }
        Ran failing = planted.run("sweep", "--stalled-for", "10s", "--run", "false", "--yes");
        assertThat(failing.status()).isEqualTo(1);
        assertThat(failing.err()).contains("your command failed on 3");
    }

    @Test
    void aTailCountsByOperationAndOutcome() {
        Planted planted = stores.planted(Kind.H2);
        planted.input(LINES);
        Ran ran = planted.run("tail", "--summary");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "OPERATION OUTCOME COUNT",
                        "charge Duplicate skipped: replayed 2",
                        "charge Executions 3",
                        "refund Key used with another payload 1");
        planted.input(LINES);
        Ran each = planted.run("tail", "--operation", "charge");
        assertThat(each.out()).contains("charge/o-1").doesNotContain("refund").doesNotContain("\u001b");
    }

    @Test
    void aFileIsReadOrToldToBeMissing(@TempDir Path folder) throws IOException {
        Planted planted = stores.planted(Kind.H2);
        Path file = Files.writeString(folder.resolve("log"), LINES);
        assertThat(planted.run("tail", "--output", "json", "--summary", file.toString())
                        .out())
                .contains("{\"operation\":\"charge\",\"outcome\":\"Executions\",\"total\":3}");
        assertThat(planted.run("tail", folder.resolve("none").toString()).status())
                .isEqualTo(3);
    }

    @Test
    void aShellCompletesEveryCommand() {
        String script = stores.planted(Kind.H2).run("completion").out();
        assertThat(script).startsWith("#!/usr/bin/env bash").contains("explain", "records", "sweep", "--certainty");
    }
}
