// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import dev.semel.Idempotency;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.json.CanonicalJson;
import dev.semel.lambda.S3Handler;
import java.io.ByteArrayOutputStream;
import java.io.File;
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

/** Zip with the demo's functions and what they need at run time, taken from a class path. */
final class UploadZip {

    /** Jars by their names, before the version. */
    private static final Pattern NEEDED = Pattern.compile("(semel-(cli|core|dynamodb|json|lambda)"
            // the AWS SDK's client of DynamoDB
            + "|annotations|auth|aws-core|aws-json-protocol|checksums.*|crt-core|dynamodb|endpoints-spi|eventstream"
            + "|http-auth.*|http-client-spi|identity-spi|json-utils|metrics-spi|profiles|protocol-core"
            + "|reactive-streams|regions|retries.*|sdk-core|slf4j-api|third-party-jackson-core|url-connection-client"
            + "|utils|utils-lite"
            // the events
            + "|jackson-annotations|jackson-core|jackson-databind)-\\d.*\\.jar");

    /** A class of each module that the functions need, by its file: a folder with none of them is left out. */
    private static final List<String> MODULES = Stream.of(
                    Idempotency.class, DynamoDbStore.class, CanonicalJson.class, S3Handler.class, SemelUpload.class)
            .map(type -> type.getName().replace('.', '/') + ".class")
            .toList();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Set<String> written = new HashSet<>();

    private UploadZip() {}

    /**
     * Packs the functions.
     *
     * @param classPath jars, and folders with classes, in the form of the JVM's option
     * @throws IOException if the functions are not on the class path, or a file cannot be read; its message is one line
     *     for the user
     */
    static byte[] of(String classPath) throws IOException {
        UploadZip zip = new UploadZip();
        zip.write(classPath);
        boolean hasFunctions = zip.written.stream()
                .anyMatch(name -> name.startsWith("lib/semel-cli-") || name.endsWith("/SemelUpload.class"));
        if (!hasFunctions) {
            throw new IOException("the class path of this program has no jar of semel-cli, from which the function is"
                    + " packed; start it by the semel command or by the Maven plugin");
        }
        return zip.bytes.toByteArray();
    }

    private void write(String classPath) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    addClasses(path, zip);
                } else if (Files.isRegularFile(path)
                        && NEEDED.matcher(path.getFileName().toString()).matches()) {
                    add("lib/" + path.getFileName(), path, zip);
                }
            }
        }
    }

    private void addClasses(Path folder, ZipOutputStream zip) throws IOException {
        if (MODULES.stream().map(folder::resolve).noneMatch(Files::exists)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder.resolve("dev"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(folder.relativize(file).toString(), file, zip);
            }
        }
    }

    private void add(String name, Path file, ZipOutputStream zip) throws IOException {
        if (written.add(name)) {
            zip.putNextEntry(new ZipEntry(name));
            Files.copy(file, zip);
        }
    }
}
