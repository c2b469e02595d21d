// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Idempotency;
import dev.semel.console.Console;
import dev.semel.contract.StoreContract;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.encryption.EnvelopeEncryption;
import dev.semel.fence.SqlFenceGuard;
import dev.semel.jdbc.JdbcStore;
import dev.semel.json.JacksonCodec;
import dev.semel.operate.Explainer;
import dev.semel.testkit.RecordingStore;
import dev.semel.verification.modules.UserProject.Answer;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A small program of a user is compiled and run both ways; the engine is out of its reach on the module path. */
class ModulesTest {
    private static final String[] PROGRAM = {"module-info", "Shop"};

    /** The named modules, each by one of its types. */
    static final Map<String, Class<?>> MODULES = Map.of(
            "dev.semel", Idempotency.class,
            "dev.semel.json", JacksonCodec.class,
            "dev.semel.dynamodb", DynamoDbStore.class,
            "dev.semel.jdbc", JdbcStore.class,
            "dev.semel.encryption", EnvelopeEncryption.class,
            "dev.semel.fence", SqlFenceGuard.class,
            "dev.semel.operate", Explainer.class,
            "dev.semel.console", Console.class,
            "dev.semel.testkit", RecordingStore.class,
            "dev.semel.contract", StoreContract.class);

    static final List<String> NAMES = MODULES.keySet().stream().sorted().toList();

    /** The libraries that the program's modules require. */
    private static final Pattern LIBRARIES =
            Pattern.compile(".*[/\\\\](software[/\\\\]amazon[/\\\\]awssdk|com[/\\\\]fasterxml[/\\\\]jackson"
                    + "|org[/\\\\]reactivestreams|org[/\\\\]jspecify|org[/\\\\]slf4j[/\\\\]slf4j-api)[/\\\\].*");

    @TempDir
    Path folder = Path.of("");

    @Test
    void aProgramRunsOnTheModulePath() throws Exception {
        UserProject project = project();

        assertThat(project.compileOnModulePath(PROGRAM)).isEqualTo(new Answer(true, ""));
        assertThat(project.runOnModulePath("Shop").output().lines())
                .containsExactly(
                        "charge 1",
                        "charge 1",
                        "charge",
                        "dev.semel.encryption.EnvelopeEncryption",
                        "dev.semel.fence.SqlFenceGuard",
                        "dev.semel.dynamodb.DynamoDbStore, dev.semel.testkit.RecordingStore",
                        "module dev.semel");
    }

    @Test
    void aProgramRunsOnTheClassPath() throws Exception {
        UserProject project = project();

        assertThat(project.compileOnClassPath("Shop").passed()).isTrue();
        assertThat(project.runOnClassPath("Shop").output().lines())
                .startsWith("charge 1", "charge 1")
                .last()
                .asString()
                .startsWith("unnamed module");
    }

    @Test
    void theEngineIsOutOfReach() throws Exception {
        Answer answer = project().compileOnModulePath("module-info", "Intruder");

        assertThat(answer.passed()).isFalse();
        assertThat(answer.output()).contains("package dev.semel.engine.batch is not visible", "does not export it");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyPackageIsExportedButTheEngineAndTheTreesOfJson(String module) throws Exception {
        ModuleReference reference = ModuleFinder.of(locationOf(Objects.requireNonNull(MODULES.get(module))))
                .find(module)
                .orElseThrow();
        ModuleDescriptor descriptor = reference.descriptor();

        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(exports -> exports.source()))
                .containsExactlyInAnyOrderElementsOf(packagesOfClasses(reference).stream()
                        .filter(name -> !name.startsWith("dev.semel.engine") && !name.startsWith("dev.semel.json."))
                        .collect(Collectors.toList()));
    }

    /** {@return the packages with classes; folders of SQL texts are no API} */
    private static Set<String> packagesOfClasses(ModuleReference reference) throws IOException {
        try (ModuleReader reader = reference.open();
                Stream<String> entries = reader.list()) {
            return entries.filter(entry -> entry.endsWith(".class") && entry.contains("/"))
                    .map(entry -> entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    private UserProject project() throws Exception {
        Stream<Path> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> LIBRARIES.matcher(entry).matches())
                .map(Path::of);
        return new UserProject(
                folder, Stream.concat(modules().stream(), libraries).toList());
    }

    private static List<Path> modules() throws URISyntaxException {
        return List.of(
                locationOf(Idempotency.class),
                locationOf(JacksonCodec.class),
                locationOf(DynamoDbStore.class),
                locationOf(EnvelopeEncryption.class),
                locationOf(SqlFenceGuard.class),
                locationOf(RecordingStore.class));
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
