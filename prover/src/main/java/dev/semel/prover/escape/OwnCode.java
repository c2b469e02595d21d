// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of the handler's own code: those that stand where its known classes do, beside no library. */
final class OwnCode {

    private static final Set<String> NOT_OWN = Set.of(
            "java/",
            "javax/",
            "jdk/",
            "sun/",
            "com/sun/",
            "kotlin/",
            "software/amazon/",
            "com/amazonaws/",
            "com/fasterxml/jackson/",
            "tools/jackson/",
            "org/slf4j/",
            "org/junit/",
            "org/assertj/",
            "org/objectweb/asm/",
            "dev/semel/step/",
            "dev/semel/event/",
            "dev/semel/codec/",
            "dev/semel/model/",
            "dev/semel/store/",
            "dev/semel/engine/",
            "dev/semel/jackson/",
            "dev/semel/json/",
            "dev/semel/lambda/",
            "dev/semel/dynamodb/",
            "dev/semel/jdbc/",
            "dev/semel/redis/",
            "dev/semel/testkit/",
            "dev/semel/prover/",
            "dev/semel/cli/prove/HandlerClass");

    private final Set<String> places = new HashSet<>();
    private final Set<ClassLoader> loaders;
    private final Map<String, Optional<Code>> read = new HashMap<>();

    OwnCode(Set<ClassLoader> loaders) {
        this.loaders = loaders;
    }

    /** {@return whether a class can be of a user, by its internal name} */
    static boolean canBeOwn(String type) {
        boolean isInTheFace = type.startsWith("dev/semel/") && type.indexOf('/', "dev/semel/".length()) < 0;
        return !isInTheFace && !type.startsWith("[") && NOT_OWN.stream().noneMatch(type::startsWith);
    }

    /** Adds a known class, and so the folder or jar that it stands in. */
    void add(String type) {
        URL file = file(type);
        if (file != null && canBeOwn(type)) {
            String text = file.toString();
            places.add(text.substring(0, text.length() - type.length() - ".class".length()));
        }
    }

    private @Nullable URL file(String type) {
        return loaders.stream()
                .map(loader -> loader.getResource(type + ".class"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** {@return the code of a class; empty if it is not the handler's own, or has no file} */
    Optional<Code> of(String type) {
        return read.computeIfAbsent(type, this::read);
    }

    private Optional<Code> read(String type) {
        URL file = canBeOwn(type) ? file(type) : null;
        if (file == null || places.stream().noneMatch(file.toString()::startsWith)) {
            return Optional.empty();
        }
        try (InputStream bytes = file.openStream()) {
            return Optional.of(ClassReading.read(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("The class file " + type + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The class file " + type + " is of a newer version than the prover reads: " + e.getMessage(), e);
        }
    }
}
