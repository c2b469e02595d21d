// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Arn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version of a function: configuration, code, and environments as soon as there is an invocation. Thread-safe. */
final class FunctionVersion {

    /** The name of the version that changes. */
    static final String LATEST = "$LATEST";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final FunctionConfig config;
    private final String version;
    private final Path code;
    private final String sha256;
    private final int size;
    private final Instant modified;
    private final String revision = UUID.randomUUID().toString();
    private final Surroundings surroundings;
    private @Nullable Environments environments;

    FunctionVersion(
            FunctionConfig config, String version, Path code, String sha256, int size, Surroundings surroundings) {
        this.config = config;
        this.version = version;
        this.code = code;
        this.sha256 = sha256;
        this.size = size;
        this.modified = surroundings.clock().instant();
        this.surroundings = surroundings;
    }

    FunctionConfig config() {
        return config;
    }

    String version() {
        return version;
    }

    String sha256() {
        return sha256;
    }

    /** {@return a version with the same code} */
    FunctionVersion with(FunctionConfig changed, String named) {
        return new FunctionVersion(changed, named, code, sha256, size, surroundings);
    }

    Invoked invoke(String requestId, byte[] event) throws InterruptedException, IOException {
        return environments().invoke(requestId, event);
    }

    private synchronized Environments environments() throws IOException {
        if (environments == null) {
            String stream = DAY.format(modified) + "/[" + version + "]" + revision.replace("-", "");
            environments = new Environments(
                    config,
                    version,
                    stream,
                    new RuntimeBuild(surroundings).build(config, version, code, stream),
                    surroundings);
        }
        return environments;
    }

    /** Ends the environments without an invocation; the others end after theirs. */
    synchronized void close() {
        if (environments != null) {
            environments.close();
        }
    }

    /** Ends all environments at once. */
    synchronized void kill() {
        if (environments != null) {
            environments.kill();
        }
    }

    /** {@return the service's document} */
    ObjectNode toJson() {
        ObjectNode document = config.toJson();
        document.put("Version", version).put("CodeSha256", sha256).put("CodeSize", size);
        document.put("LastModified", TIME.format(modified)).put("RevisionId", revision);
        if (!version.equals(LATEST)) {
            document.put("FunctionArn", Arn.ofFunction(config.name()) + ":" + version);
        }
        return document;
    }
}
