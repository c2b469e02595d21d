// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Code of a template's function: a zip, a jar or a folder beside the template, or text in it. */
final class FunctionCode {

    private FunctionCode() {}

    /**
     * Reads code.
     *
     * @param folder the template's folder
     * @param properties the function's properties
     * @return the zip; empty for code in a bucket
     * @throws TemplateException if there is none
     */
    static Optional<byte[]> read(Path folder, String id, JsonNode properties) throws IOException {
        JsonNode code = properties.path("Code");
        if (code.has("S3Bucket")) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (code.has("ZipFile")) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry("index.py"));
                zip.write(code.path("ZipFile").asText().getBytes(StandardCharsets.UTF_8));
            }
            return Optional.of(bytes.toByteArray());
        }
        String named = code.isTextual() ? code.asText() : code.path("File").asText();
        Path path = folder.resolve(named);
        if (named.isEmpty() || !Files.exists(path)) {
            throw TemplateException.of("the code of " + id + " is not there: " + path + "; build it first");
        }
        if (Files.isRegularFile(path)) {
            return Optional.of(Files.readAllBytes(path));
        }
        try (Stream<Path> files = Files.walk(path);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            List<Path> regular = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : regular) {
                zip.putNextEntry(new ZipEntry(path.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return Optional.of(bytes.toByteArray());
    }
}
