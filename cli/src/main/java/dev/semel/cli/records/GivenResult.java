// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.cli.local.InputFile;
import dev.semel.codec.TypeRef;
import dev.semel.jackson.JacksonCodec;
import dev.semel.json.JsonException;
import dev.semel.model.Blob;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A result that a person gives as JSON. */
final class GivenResult {

    @Option(
            names = "--result-file",
            paramLabel = "FILE",
            description = "It did happen: the result as JSON. Needs --result-type, or --unchecked.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--no-value", description = "It did happen, and the operation has no result.")
    private boolean noValue;

    @Option(
            names = "--result-type",
            paramLabel = "CLASS",
            description = "The class of the result: the JSON must be readable as it by the JSON codec.")
    private String type = "";

    @Option(names = "--class-path", split = ":", paramLabel = "PATH", description = "Where the class is.")
    private List<Path> classPath = new ArrayList<>();

    @Option(names = "--unchecked", description = "Stores the JSON as it is. What cannot be read is told to duplicates.")
    private boolean unchecked;

    boolean isGiven() {
        return file.isPresent() || noValue;
    }

    /** {@return a remark on how the result was checked} */
    String checked() {
        return unchecked ? " (not checked against a type)" : "";
    }

    /** {@return the result as the JSON codec encodes it; null for none} */
    @Nullable
    Blob encoded() {
        if (noValue) {
            return null;
        }
        if (unchecked == !type.isEmpty()) {
            throw new RefusedException("--result-file needs --result-type CLASS, or --unchecked");
        }
        byte[] json = read(file.orElseThrow());
        return unchecked ? checkedSyntax(json) : checkedType(json);
    }

    private static byte[] read(Path file) {
        try {
            return InputFile.bytes(file);
        } catch (IOException e) {
            throw new RefusedException(
                    "--result-file: the file cannot be read, or has more than " + InputFile.MOST_BYTES + " bytes");
        }
    }

    private static Blob checkedSyntax(byte[] json) {
        try {
            boolean isDocument = !new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(json)
                    .isMissingNode(); // an empty file is
            if (isDocument) {
                return Blob.of(json);
            }
        } catch (IOException e) {
            // refused below
        }
        throw new RefusedException("--result-file: the file is no JSON document");
    }

    private Blob checkedType(byte[] json) {
        try (URLClassLoader loader = new URLClassLoader(urls(), GivenResult.class.getClassLoader())) {
            Class<?> loaded = Class.forName(type, false, loader);
            return encoded(loaded, Blob.of(json));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new RefusedException("--result-type: the class " + type + " is not on --class-path");
        } catch (IOException e) {
            throw new RefusedException("--class-path cannot be read");
        }
    }

    private static <T> Blob encoded(Class<T> type, Blob json) {
        JacksonCodec codec = JacksonCodec.create();
        try {
            TypeRef<T> result = TypeRef.of(type);
            return codec.encode(codec.decode(json, result), result);
        } catch (JsonException e) {
            throw new RefusedException("--result-file: the JSON cannot be read as " + type.getName());
        }
    }

    private URL[] urls() throws MalformedURLException {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classPath.get(i).toUri().toURL();
        }
        return urls;
    }
}
