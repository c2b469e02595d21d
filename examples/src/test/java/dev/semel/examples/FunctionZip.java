// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip with the examples and what they need at run time, taken from this test's class path. */
final class FunctionZip {

    private static final Pattern NEEDED =
            Pattern.compile("(semel-(?!platform|prover|testkit).*|aws-core|aws-json-protocol"
                    + "|protocol-core|annotations|auth|checksums.*|crt-core|dynamodb|endpoints-spi|eventstream|http-auth.*|http-client-spi"
                    + "|identity-spi|json-utils|metrics-spi|profiles|regions|retries.*|sdk-core|third-party-jackson-core|utils|utils-lite"
                    + "|url-connection-client|reactive-streams|slf4j-api|jackson-core|jackson-databind|jackson-annotations"
                    + "|jackson-datatype-jsr310|jackson-datatype-jdk8|jackson-module-parameter-names)-\\d.*\\.jar");

    private FunctionZip() {}

    static byte[] ofClassPath() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Set<String> written = new HashSet<>();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    addClasses(path, zip, written);
                } else if (NEEDED.matcher(path.getFileName().toString()).matches()) {
                    add("lib/" + path.getFileName(), path, zip, written);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void addClasses(Path folder, ZipOutputStream zip, Set<String> written) throws IOException {
        Path ours = folder.resolve("dev");
        if (!Files.isDirectory(ours)) {
            return;
        }
        try (Stream<Path> files = Files.walk(ours)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(folder.relativize(file).toString(), file, zip, written);
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
