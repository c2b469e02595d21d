// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Idempotency;
import dev.semel.IdentityKeys;
import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.TypeRef;
import dev.semel.model.Blob;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import dev.semel.testkit.ContentSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No public type of core shows a payload, a result, a whole key or the message of an exception of the user's. */
final class ShownTypesTest {

    private static final Set<String> ROOMS = Set.of("", "codec", "event", "model", "step", "store");

    /** Classes with a text of their own that is safe, or whose text is what they are for. */
    private static final Set<Class<?>> OWN_TEXT =
            Set.of(Blob.class, TypeRef.class, IdentityKey.class, IdentityKeys.class);

    private static final ContentSamples PLAIN = new ContentSamples(
            Set.of(
                    "name",
                    "scope",
                    "operation",
                    "source",
                    "step",
                    "call",
                    "write",
                    "type",
                    "algorithm",
                    "recordedAlgorithm",
                    "reason",
                    "problem",
                    "field",
                    "steps"),
            Map.of(
                    StoreException.class,
                    StoreException.unavailable("table", "claim", new IOException("away")),
                    RecordContext.class,
                    RecordContext.of(
                            new IdempotencyKey("tenant", "charge", "order-" + ContentSamples.SECRET),
                            new RecordPart.StepResult("pay")),
                    Class.class,
                    IllegalStateException.class),
            Map.of());

    /** A verdict where a type variable stands for one; a commit makes no claim. */
    private static final ContentSamples SAMPLES = PLAIN.with("Decided.verdict", PLAIN.of(WriteVerdict.class))
            .with("Transition.verdict", PLAIN.of(WriteVerdict.class))
            .with("Answered.verdict", PLAIN.of(ClaimVerdict.Completed.class));

    @ParameterizedTest
    @MethodSource("publicRecords")
    void recordShowsNoContent(Class<?> type) {
        assertThat(SAMPLES.of(type).toString())
                .satisfies(shown ->
                        assertThat(ContentSamples.isClean(shown)).as(shown).isTrue());
    }

    static List<Class<?>> publicRecords() throws Exception {
        return publicTypes().stream()
                .filter(Class::isRecord)
                .filter(type -> type != EffectKey.class) // text is what it is for
                .toList();
    }

    @Test
    void classesThatAreNoRecordsShowNothing() throws Exception {
        List<Class<?>> others = publicTypes().stream()
                .filter(type -> !type.isRecord() && !type.isInterface() && !type.isEnum())
                .filter(type -> !Throwable.class.isAssignableFrom(type) && !OWN_TEXT.contains(type))
                .toList();

        assertThat(others).hasSizeGreaterThan(10);
        for (Class<?> type : others) {
            assertThat(type.getMethod("toString").getDeclaringClass())
                    .as(type.getName())
                    .isEqualTo(Object.class);
        }
    }

    /** Else a gap in the walk would look like a success. */
    @Test
    void everyRoomIsWalked() throws Exception {
        assertThat(publicTypes())
                .hasSizeGreaterThan(150)
                .extracting(type -> type.getPackageName().replaceFirst("dev\\.semel\\.?", ""))
                .containsAll(ROOMS);
    }

    private static List<Class<?>> publicTypes() throws URISyntaxException, IOException {
        URI core = Idempotency.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path path = Path.of(core);
        if (Files.isDirectory(path)) {
            return publicTypes(path);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + core), Map.of())) {
            return publicTypes(jar.getPath("/"));
        }
    }

    private static List<Class<?>> publicTypes(Path root) {
        List<Class<?>> types = new ArrayList<>();
        for (String room : ROOMS) {
            Path folder = root.resolve("dev/semel").resolve(room);
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                        .sorted()
                        .map(name -> named("dev.semel." + (room.isEmpty() ? "" : room + ".")
                                + name.substring(0, name.length() - ".class".length())))
                        .filter(ShownTypesTest::isPublic)
                        .forEach(types::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return types;
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name, false, ShownTypesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        boolean isOpen = Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass();
        return isOpen && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }
}
