// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.Idempotency;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.encryption.StaticKeys;
import dev.semel.fence.SqlFenceGuard;
import dev.semel.jackson.JacksonCodec;
import dev.semel.jdbc.JdbcStore;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.SqsSource;
import dev.semel.redis.RedisStore;
import dev.semel.testkit.ManualClock;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Texts of users and senders reach no text of ours as they are: every public method and constructor of the published
 * modules that makes or refuses a value is called with hostile texts, and what it shows is one bounded line.
 */
final class HostileTextsTest {

    private static final int ROUNDS = 25;
    private static final long SEED = 7;

    /** Longer than what any exception of ours keeps. */
    private static final int LONGEST = 2200;

    /** Methods that wait, run the user's parts or reach out. */
    private static final Set<String> SKIPPED =
            Set.of("main", "await", "acquire", "sleep", "handleRequest", "fromEnvironment");

    /** Types over clients that users bring, which are not on the class path here; they take and show no text. */
    private static final Set<String> OF_CLIENTS =
            Set.of("JedisConnector", "JedisClusterConnector", "LettuceConnector", "KmsKeys");

    /** A published module, by one of its types, and the packages that it exports. */
    enum Module {
        CORE(Idempotency.class, "", ".codec", ".event", ".model", ".step", ".store"),
        JSON(PlainJsonCodec.class, ""),
        JACKSON(JacksonCodec.class, ""),
        DYNAMODB(DynamoDbStore.class, ""),
        JDBC(JdbcStore.class, ""),
        REDIS(RedisStore.class, ""),
        LAMBDA(SqsSource.class, "", ".http"),
        FENCE(SqlFenceGuard.class, ""),
        ENCRYPTION(StaticKeys.class, ""),
        TESTKIT(ManualClock.class, "");

        private final Class<?> type;
        private final String packages;

        Module(Class<?> type, String... packages) {
            this.type = type;
            this.packages = String.join(",", packages);
        }

        List<Class<?>> types() throws Exception {
            List<Class<?>> types = new ArrayList<>();
            for (String below : packages.split(",", -1)) {
                String name = type.getPackageName() + below;
                for (String file : files(name.replace('.', '/'))) {
                    Class<?> found =
                            Class.forName(name + "." + file.replace(".class", ""), false, type.getClassLoader());
                    if (isPublic(found) && !found.isEnum() && !OF_CLIENTS.contains(found.getSimpleName())) {
                        types.add(found);
                    }
                }
            }
            return types;
        }

        private List<String> files(String folder) throws Exception {
            URI place = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            if (Files.isDirectory(Path.of(place))) {
                return files(Path.of(place).resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
                return files(jar.getPath(folder));
            }
        }

        private static List<String> files(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                        .sorted()
                        .toList();
            }
        }
    }

    private final Map<String, String> faults = new TreeMap<>();
    private int shown;

    @ParameterizedTest
    @EnumSource
    void noTextOfOursCarriesThem(Module module) throws Exception {
        HostileArguments arguments = new HostileArguments(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            for (Class<?> type : module.types()) {
                for (Executable making : makings(type)) {
                    Object made = call(making, null, arguments);
                    if (made != null) {
                        use(made, arguments);
                    }
                }
            }
        }
        assertThat(faults).as("seed " + SEED).isEmpty();
        assertThat(shown).as("texts that were looked at").isGreaterThan(40);
    }

    /** Else a gap of the walk would look like a success. */
    @Test
    void aBadTextIsSeen() {
        look("here", HostileArguments.HOSTILE);
        look("there", "x".repeat(LONGEST + 1));
        assertThat(faults).containsOnlyKeys("here", "there");
    }

    private static List<Executable> makings(Class<?> type) {
        List<Executable> makings = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            makings.addAll(List.of(type.getConstructors()));
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean isOpen = Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers());
            if (isOpen && !SKIPPED.contains(method.getName())) {
                makings.add(method);
            }
        }
        return makings;
    }

    private void use(Object made, HostileArguments arguments) {
        for (Method method : made.getClass().getMethods()) {
            boolean takesText = Arrays.stream(method.getParameterTypes())
                    .anyMatch(type -> type == String.class || type == String[].class);
            if (takesText
                    && !Modifier.isStatic(method.getModifiers())
                    && isPublic(method.getDeclaringClass())
                    && method.getDeclaringClass().getName().startsWith("dev.semel.")
                    && !SKIPPED.contains(method.getName())) {
                call(method, made, arguments);
            }
        }
    }

    /** {@return the value of ours that a call returned; null for any other, and for an exception} */
    private @Nullable Object call(Executable executable, @Nullable Object on, HostileArguments values) {
        Object[] arguments = values.of(executable).orElse(null);
        if (arguments == null) {
            return null;
        }
        String where = executable.getDeclaringClass().getSimpleName() + "." + executable.getName();
        try {
            Object made = executable instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) executable).invoke(on, arguments);
            if (made == null || !made.getClass().getName().startsWith("dev.semel.")) {
                return null;
            }
            look(where + " makes a " + made.getClass().getSimpleName(), made.toString());
            return made;
        } catch (InvocationTargetException e) {
            Throwable thrown = Objects.requireNonNull(e.getCause(), "what the method threw");
            look(where + " throws a " + thrown.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
            return null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private void look(String where, String text) {
        shown++;
        boolean isOneLine = text.codePoints().noneMatch(codePoint -> switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        });
        if (!isOneLine || text.length() > LONGEST) {
            faults.put(where, text.substring(0, Math.min(text.length(), 100)));
        }
    }

    private static boolean isPublic(Class<?> type) {
        boolean isOpen = Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass();
        return isOpen && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }
}
