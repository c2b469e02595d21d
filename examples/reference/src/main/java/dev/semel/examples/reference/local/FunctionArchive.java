// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive with the functions' code: the classes and libraries that they need, from the class path of this process.
 * A project of its own would let the Maven shade plugin build it.
 */
final class FunctionArchive {

    private static final Pattern LIBRARIES = Pattern.compile(
            "(semel-(core|json|lambda|dynamodb|operate|reference)|dynamodb|sqs|s3|eventbridge|arns|aws-core"
                    + "|aws-(json|query|xml)-protocol|protocol-core|annotations|auth|checksums.*|crt-core|endpoints-spi"
                    + "|http-auth.*|http-client-spi|identity-spi|json-utils|metrics-spi|profiles|regions|retries.*"
                    + "|sdk-core|third-party-jackson-core|utils|utils-lite|url-connection-client|eventstream"
                    + "|reactive-streams|slf4j-api|jackson-.*)-\\d.*\\.jar");

    private static final Set<String> PACKAGES = Set.of(
            "engine", "model", "store", "step", "event", "codec", "json", "lambda", "dynamodb", "operate", "examples");

    private FunctionArchive() {}

    /**
     * {@return the archive}
     *
     * @param classPath the entries of the class path
     */
    static byte[] of(List<Path> classPath) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Set<String> written = new HashSet<>();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Path entry : classPath) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry.resolve("dev/semel"))) {
                    addClasses(entry, zip, written);
                } else if (LIBRARIES.matcher(name).matches()) {
                    add("lib/" + name, entry, zip, written);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void addClasses(Path folder, ZipOutputStream zip, Set<String> written) throws IOException {
        Path ours = folder.resolve("dev/semel");
        try (Stream<Path> files = Files.walk(ours)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path inside = ours.relativize(file);
                if (inside.getNameCount() == 1
                        || PACKAGES.contains(inside.getName(0).toString())) {
                    add(folder.relativize(file).toString(), file, zip, written);
                }
            }
        }
    }

    private static void add(String name, Path file, ZipOutputStream zip, Set<String> written) throws IOException {
        if (written.add(name)) {
            zip.putNextEntry(new ZipEntry(name));
            Files.copy(file, zip);
        }
    }
}
