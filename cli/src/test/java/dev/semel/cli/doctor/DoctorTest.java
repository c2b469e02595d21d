// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Templates that are right have no finding; each that is broken in one place has exactly the finding of that place. */
class DoctorTest {

    private static final Path ROOT = Path.of("..");
    private static final Path BROKEN = Path.of("src/test/resources/doctor/broken.csv");
    private static final Path PLAIN = Path.of("src/test/resources/doctor/plain.json");
    private static final Path CDK = ROOT.resolve("infrastructure/cdk/template.json");
    private static final Path SHOP = ROOT.resolve("examples/reference/template.json");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        return new CommandLine(new DoctorCommand(InstantSource.system()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    private JsonNode report() throws IOException {
        return JSON.readTree(out.toString());
    }

    private List<String> numbers() throws IOException {
        return report().path("findings").findValuesAsText("number");
    }

    private static Path template(String name) {
        return switch (name) {
            case "plain" -> PLAIN;
            case "cdk" -> CDK;
            case "shop" -> SHOP;
            default -> ROOT.resolve("infrastructure/cloudformation/" + name + ".yaml");
        };
    }

    static Stream<Path> ours() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("infrastructure/cloudformation"))) {
            List<Path> all = files.sorted().toList();
            return Stream.concat(
                    all.stream(), Stream.of(PLAIN, CDK, SHOP, ROOT.resolve("examples/tutorial/template.yaml")));
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void ourTemplatesHaveNoFinding(Path file) throws IOException {
        int status = run("--template", file.toString(), "--output", "json");
        assertThat(numbers()).isEmpty();
        assertThat(status).isZero();
        assertThat(report().path("notChecked"))
                .extracting(JsonNode::asText)
                .allSatisfy(text -> assertThat(text).containsAnyOf("clocks:", "timeouts of the SDK", "of the topic"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/doctor/broken.csv", delimiter = '|', quoteCharacter = '\'')
    void whatIsBrokenIsFound_andNothingElse(String name, String path, @Nullable String value, String number)
            throws IOException {
        JsonNode tree = TemplateFile.read(template(name));
        change(tree, JsonPointer.compile(path), value);
        Path broken = Files.writeString(folder.resolve("broken.json"), tree.toString());
        assertThat(run("--template", broken.toString(), "--output", "json")).isEqualTo(1);
        assertThat(numbers()).containsExactly(number);
    }

    private static void change(JsonNode tree, JsonPointer path, @Nullable String value) throws IOException {
        JsonNode parent = tree.at(path.head());
        String name = path.last().getMatchingProperty();
        assertThat(parent.isContainerNode()).as("%s is there", path.head()).isTrue();
        if (value == null) {
            assertThat(((ObjectNode) parent).remove(name))
                    .as("%s was there", path)
                    .isNotNull();
        } else if (parent instanceof ObjectNode object) {
            object.set(name, JSON.readTree(value));
        } else if (parent.has(Integer.parseInt(name))) {
            ((ArrayNode) parent).set(Integer.parseInt(name), JSON.readTree(value));
        } else {
            ((ArrayNode) parent).add(JSON.readTree(value));
        }
    }

    /** A finding that no broken template shows would be a promise without a test. */
    @Test
    void everyFindingIsShown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String line : Files.readAllLines(BROKEN)) {
            shown.add(line.substring(line.lastIndexOf('|') + 1).strip());
        }
        Set<FindingKind> kinds = EnumSet.allOf(FindingKind.class);
        kinds.removeIf(kind -> shown.contains(kind.number()));
        assertThat(kinds).containsExactlyInAnyOrder(FindingKind.CLOCK_SKEW, FindingKind.SLOW_CLIENT);
        assertThat(Stream.of(FindingKind.values()).map(FindingKind::number))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    /** The list of the page, which is generated; where they differ, the failure shows the new one. */
    @Test
    void thePageListsTheCatalogue() throws IOException {
        StringBuilder list = new StringBuilder();
        for (FindingKind kind : FindingKind.values()) {
            list.append("### ")
                    .append(kind.number())
                    .append("\n\n**")
                    .append(kind.severity())
                    .append(": ")
                    .append(kind.title())
                    .append(".** ")
                    .append(kind.reason())
                    .append("\n*Remedy:* ")
                    .append(kind.remedy())
                    .append(kind.document().isEmpty() ? "" : "\n*Source:* " + kind.document() + ".")
                    .append("\n\n");
        }
        assertThat(Files.readString(ROOT.resolve("docs/reference/doctor.md"))).contains(list);
    }

    @Test
    void theClientsOwnTriesAreComparedWithTheTimeout() throws IOException {
        String file = template("sqs").toString();
        assertThat(run("--template", file, "--call-timeout", "PT10S", "--attempts", "3", "--output", "json"))
                .isEqualTo(1);
        assertThat(numbers()).containsExactly("SD091");
        assertThat(run("--template", file, "--call-timeout", "PT9S", "--attempts", "3"))
                .isZero();
        assertThat(out.toString()).doesNotContain("timeouts of the SDK");
    }

    /** Values that the template leaves to a parameter are named, and count once it is given. */
    @Test
    void whatIsNotSeenIsSaid() throws IOException {
        JsonNode tree = TemplateFile.read(template("sqs"));
        change(tree, JsonPointer.compile("/Parameters/Visibility"), "{\"Type\": \"Number\"}");
        change(tree, JsonPointer.compile("/Resources/Queue/Properties/VisibilityTimeout"), "{\"Ref\": \"Visibility\"}");
        change(tree, JsonPointer.compile("/Resources/Function/Metadata"), null);
        String file =
                Files.writeString(folder.resolve("open.json"), tree.toString()).toString();
        assertThat(run("--template", file)).isZero();
        assertThat(out.toString())
                .contains("visibility timeout of Queue: Queue.VisibilityTimeout is {\"Ref\":\"Visibility\"}")
                .contains("dedupe window of Function: it is in the code; say --dedupe-window");
        assertThat(run("--template", file, "--parameter", "Visibility=60", "--dedupe-window", "PT1H"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("SD020 ERROR Queue: ", "it is 60 s, and must be at least 180 s", "SD080", "2 findings.");
    }

    @Test
    void aSourceWithoutRulesIsNamed() throws IOException {
        JsonNode tree = TemplateFile.read(template("sqs"));
        String event = "/Resources/Function/Properties/Events/";
        change(tree, JsonPointer.compile(event + "Rules"), "{\"Type\": \"IoTRule\"}");
        change(tree, JsonPointer.compile(event + "Sign"), "{\"Type\": \"Cognito\"}");
        for (String service : List.of("iot", "sns")) {
            change(
                    tree,
                    JsonPointer.compile("/Resources/Permission" + service),
                    "{\"Type\":\"AWS::Lambda::Permission\",\"Properties\":{\"FunctionName\":{\"Ref\":\"Function\"},"
                            + "\"Principal\":\"" + service + ".amazonaws.com\"}}");
        }
        String file =
                Files.writeString(folder.resolve("iot.json"), tree.toString()).toString();
        assertThat(run("--template", file)).isZero();
        assertThat(out.toString())
                .contains("event Function.Rules of type IoTRule: the doctor has no rules for it")
                .contains("invocations of Function by iot.amazonaws.com: the doctor has no rules for them")
                .doesNotContain("Cognito", "sns.amazonaws.com");
    }

    @Test
    void aFindingIsIgnoredWithAReason() throws IOException {
        JsonNode tree = TemplateFile.read(template("sqs"));
        change(tree, JsonPointer.compile("/Resources/DeadLettersAlarm"), null);
        String file =
                Files.writeString(folder.resolve("quiet.json"), tree.toString()).toString();
        assertThat(run("--template", file, "--ignore", "SD060=our own monitor watches it"))
                .isZero();
        assertThat(out.toString()).contains("SD060 ignored Dead: our own monitor watches it", "No findings.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "--template none.yaml | is no file",
                "--template ../README.md | is no YAML: line 3",
                "--template ../.github/dependabot.yml | is no template",
                "--template src/test/resources/doctor/plain.json --ignore SD060 | needs a reason",
                "--template src/test/resources/doctor/plain.json --ignore SD999=x | names no finding",
                "--template src/test/resources/doctor/plain.json --attempts 0 | must be 1 or more",
                "--live | --live needs --function",
                "--function f | --template"
            })
    void aWrongCommandLineIsRefused(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }
}
