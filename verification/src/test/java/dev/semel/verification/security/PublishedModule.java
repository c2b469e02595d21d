// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import dev.semel.Idempotency;
import dev.semel.contract.StoreCertification;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.encryption.StaticKeys;
import dev.semel.fence.SqlFenceGuard;
import dev.semel.jdbc.JdbcStore;
import dev.semel.json.CanonicalJson;
import dev.semel.lambda.SqsSource;
import dev.semel.operate.Explainer;
import dev.semel.platform.runtime.RuntimeApi;
import dev.semel.prover.Prover;
import dev.semel.redis.RedisStore;
import dev.semel.testkit.ManualClock;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A published module, by one of its types, and its packages of public types. */
enum PublishedModule {
    CORE(Idempotency.class, "dev.semel", "", ".codec", ".event", ".model", ".step", ".store"),
    JSON(CanonicalJson.class, "dev.semel.json", ""),
    DYNAMODB(DynamoDbStore.class, "dev.semel.dynamodb", ""),
    JDBC(JdbcStore.class, "dev.semel.jdbc", ""),
    REDIS(RedisStore.class, "dev.semel.redis", ""),
    LAMBDA(SqsSource.class, "dev.semel.lambda", "", ".http"),
    FENCE(SqlFenceGuard.class, "dev.semel.fence", ""),
    ENCRYPTION(StaticKeys.class, "dev.semel.encryption", ""),
    TESTKIT(ManualClock.class, "dev.semel.testkit", ""),
    OPERATE(Explainer.class, "dev.semel.operate", ""),
    STORE_CONTRACT(StoreCertification.class, "dev.semel.contract", ""),
    PROVER(Prover.class, "dev.semel.prover", "", ".event"),
    PLATFORM(
            RuntimeApi.class,
            "dev.semel.platform",
            ".clock",
            ".deploy",
            ".dynamodb",
            ".engine",
            ".front",
            ".functions",
            ".gateway",
            ".http",
            ".jars",
            ".logs",
            ".runtime",
            ".sources");

    /** Types over clients that users bring, which are not on the class path here; they take and show no text. */
    private static final Set<String> OF_CLIENTS =
            Set.of("JedisConnector", "JedisClusterConnector", "LettuceConnector", "KmsKeys");

    private final Class<?> type;
    private final String packages;

    PublishedModule(Class<?> type, String root, String... below) {
        this.type = type;
        this.packages = Stream.of(below).map(name -> root + name).collect(Collectors.joining(","));
    }

    /** {@return the public types, nested ones too, that are no enums} */
    List<Class<?>> types() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        for (String name : packages.split(",", -1)) {
            for (String file : files(name.replace('.', '/'))) {
                Class<?> found = Class.forName(name + "." + file.replace(".class", ""), false, type.getClassLoader());
                if (isPublic(found) && !found.isEnum() && !OF_CLIENTS.contains(found.getSimpleName())) {
                    types.add(found);
                }
            }
        }
        return types;
    }

    static boolean isPublic(Class<?> type) {
        boolean isOpen = Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass();
        return isOpen && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
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
