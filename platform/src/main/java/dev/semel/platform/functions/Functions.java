// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** The functions of a platform. Thread-safe. Closing ends their processes. */
public final class Functions implements AutoCloseable {

    /** The number of invocations at one time, over all functions. */
    public static final int MAX_RUNNING = 100;

    private final Surroundings surroundings;
    private final Map<String, FunctionEntry> entries = new TreeMap<>();
    private final Semaphore running = new Semaphore(MAX_RUNNING);

    /**
     * Makes a platform without functions.
     *
     * @param surroundings what all functions share
     */
    public Functions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    FunctionVersion create(FunctionConfig config, CodeArchive code) throws IOException {
        checkAbsent(config.name());
        FunctionVersion version = version(config, code);
        synchronized (this) {
            checkAbsent(config.name());
            entries.put(config.name(), new FunctionEntry(version));
        }
        return version;
    }

    private synchronized void checkAbsent(String name) {
        if (entries.containsKey(name)) {
            throw new ServiceException(409, "ResourceConflictException", "Function already exist: " + name);
        }
    }

    FunctionVersion updateCode(String name, CodeArchive code) throws IOException {
        FunctionEntry entry = entry(name);
        FunctionVersion version = version(entry.latest().config(), code);
        entry.replace(version);
        return version;
    }

    private FunctionVersion version(FunctionConfig config, CodeArchive code) throws IOException {
        Path codes = Files.createDirectories(surroundings.folder().resolve("code"));
        Path folder = Files.createTempDirectory(codes, config.name() + "-").toAbsolutePath();
        code.unpack(folder);
        return new FunctionVersion(config, FunctionVersion.LATEST, folder, code.sha256(), code.size(), surroundings);
    }

    synchronized FunctionEntry entry(String name) {
        FunctionEntry entry = entries.get(name);
        if (entry == null) {
            throw FunctionEntry.notFound(name);
        }
        return entry;
    }

    synchronized Map<String, FunctionEntry> entries() {
        return new TreeMap<>(entries);
    }

    synchronized void delete(String name) {
        FunctionEntry entry = entry(name);
        entries.remove(name);
        entry.close();
    }

    /** Finds a function by the random part of its URL. */
    synchronized Optional<String> byUrl(String id) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().url().equals(Optional.of(id)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Checks that a function is there.
     *
     * @param nameOrArn the function
     * @throws ServiceException {@code ResourceNotFoundException} (404) if it is absent
     */
    public void check(String nameOrArn) {
        FunctionName name = FunctionName.parse(nameOrArn, Optional.empty());
        entry(name.name()).version(name.qualifier());
    }

    /** Invokes a function synchronously. */
    Invoked invoke(FunctionName name, String requestId, byte[] event) throws IOException, InterruptedException {
        FunctionEntry entry = entry(name.name());
        FunctionVersion version = entry.version(name.qualifier());
        if (!running.tryAcquire()) {
            throw throttled("ConcurrentInvocationLimitExceeded");
        }
        try {
            if (!entry.begin()) {
                throw throttled("ReservedFunctionConcurrentInvocationLimitExceeded");
            }
            entry.remember(event);
            try {
                return version.invoke(requestId, event);
            } finally {
                entry.end();
            }
        } finally {
            running.release();
        }
    }

    private static ServiceException throttled(String reason) {
        return new ServiceException(429, "TooManyRequestsException", "Rate Exceeded. Reason: " + reason);
    }

    /** Kills all processes. */
    @Override
    public void close() {
        entries().values().forEach(FunctionEntry::kill);
    }
}
