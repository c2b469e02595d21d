// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.benchmarks.contest.Path;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The smoke run works, and every contestant makes as many requests as it must. No time is looked at. */
@TestInstance(Lifecycle.PER_CLASS)
class BenchmarkRoundTripsTest {

    private final StringWriter table = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private JsonNode document = new ObjectMapper().nullNode();
    private String plot = "";

    @BeforeAll
    void smoke(@TempDir java.nio.file.Path out) throws Exception {
        int status = BenchMain.run(
                new PrintWriter(table), new PrintWriter(errors), "--smoke", "--tls", "--out", out.toString());
        assertThat(errors.toString()).isEmpty();
        assertThat(status).isZero();
        document = new ObjectMapper().readTree(out.resolve("bench.json").toFile());
        plot = Files.readString(out.resolve("bench.svg"));
    }

    private JsonNode comparison(String path) {
        for (JsonNode comparison : document.path("comparisons")) {
            if (comparison.path("path").textValue().equals(path)) {
                return comparison;
            }
        }
        throw new AssertionError("no comparison of " + path);
    }

    private Map<String, Double> requests(String path) {
        Map<String, Double> requests = new TreeMap<>();
        comparison(path)
                .path("contestants")
                .forEach(contestant -> requests.put(
                        contestant.path("name").textValue(),
                        contestant.path("requests").path("median").doubleValue()));
        return requests;
    }

    @ParameterizedTest
    @CsvSource({
        "first, 0, 2, 2, 2, 2",
        "first-100k, 0, 3, 3, 2,",
        "duplicate, , 1, 1, 2, 2",
        "duplicate-100k, , 2, 2, 2,",
        "transaction, 1, 1, 1, 3,",
        "steps, 0, 5, 5, ,",
        "threads, 0, 160, 160, 160,",
    })
    void eachOperationTakesItsRequests(
            String path, Double bare, Double floor, Double semel, Double powertools, Double validating) {
        Map<String, Double> expected = new TreeMap<>();
        putIfThere(expected, "bare", bare);
        putIfThere(expected, "floor", floor);
        putIfThere(expected, "semel", semel);
        if (validating != null) { // the paths that have the codec of the peer too
            expected.put("semel jackson", semel);
        }
        putIfThere(expected, "powertools", powertools);
        putIfThere(expected, "powertools validating", validating);
        assertThat(requests(path)).isEqualTo(expected);
    }

    private static void putIfThere(Map<String, Double> expected, String name, Double requests) {
        if (requests != null) {
            expected.put(name, requests);
        }
    }

    @ParameterizedTest
    @CsvSource({"batch-fresh, 2, 2", "batch-duplicates, 2, 2", "batch-mixed, 3, 3"})
    void aBatchOfTenTakesItsRequests(String path, double floor, double endOfBatch) {
        Map<String, Double> requests = requests(path);
        assertThat(requests).containsEntry("bare", 0.0).containsEntry("floor", floor);
        assertThat(requests).containsEntry("semel endOfBatch", endOfBatch);
        assertThat(requests.get("semel parallel")).isBetween(endOfBatch, endOfBatch + 2);
        assertThat(requests.get("semel default")).isBetween(endOfBatch, endOfBatch + 1);
        assertThat(requests).containsEntry("powertools", 20.0).containsEntry("powertools on 10", 20.0);
    }

    @Test
    void theKindsOfRequestsAreCounted() {
        JsonNode floor = contestant("first", "floor").path("traffic");
        assertThat(floor.path("PutItem").path("requests").intValue()).isEqualTo(4); // in two rounds
        JsonNode peer = contestant("first", "powertools").path("traffic");
        assertThat(peer.path("PutItem").path("requests").intValue()).isEqualTo(2);
        assertThat(peer.path("UpdateItem").path("requests").intValue()).isEqualTo(2);
        assertThat(floor.path("PutItem").path("sent").intValue()).isPositive();
        assertThat(floor.path("PutItem").path("received").intValue()).isPositive();
    }

    private JsonNode contestant(String path, String name) {
        for (JsonNode contestant : comparison(path).path("contestants")) {
            if (contestant.path("name").textValue().equals(name)) {
                return contestant;
            }
        }
        throw new AssertionError("no " + name + " on " + path);
    }

    @ParameterizedTest
    @EnumSource(Path.class)
    void everyPathIsInTheTable(Path path) {
        assertThat(table.toString()).contains(path.title() + " (" + path + "), 0 ms per request");
    }

    @Test
    void thePlotIsXml() throws Exception {
        Element svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(plot)))
                .getDocumentElement();
        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(svg.getTextContent()).contains("powertools on 10");
        assertThat(svg.getElementsByTagName("rect").getLength()).isGreaterThan(Path.values().length * 3);
    }
}
