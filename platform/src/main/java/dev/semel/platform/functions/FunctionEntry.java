// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.model.Blob;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function with all that belongs to it. Thread-safe. */
final class FunctionEntry {

    private final Map<String, FunctionVersion> published = new LinkedHashMap<>();
    private final Map<String, ObjectNode> aliases = new LinkedHashMap<>();
    private final Map<String, ObjectNode> statements = new LinkedHashMap<>();
    private FunctionVersion latest;
    private AsyncSettings async = AsyncSettings.DEFAULT;
    private Optional<Integer> reserved = Optional.empty();
    private Optional<String> url = Optional.empty();
    private Optional<Blob> event = Optional.empty();
    private int running;

    FunctionEntry(FunctionVersion latest) {
        this.latest = latest;
    }

    synchronized FunctionVersion latest() {
        return latest;
    }

    /** Replaces the latest version; the environments of the one before end. */
    synchronized void replace(FunctionVersion next) {
        latest.close();
        latest = next;
    }

    /** Publishes the latest version, unless its code is that of the last one published. {@return the version} */
    synchronized FunctionVersion publish() {
        List<FunctionVersion> before = new ArrayList<>(published.values());
        if (!before.isEmpty()
                && before.getLast().sha256().equals(latest.sha256())
                && before.getLast().config().equals(latest.config())) {
            return before.getLast();
        }
        String number = Integer.toString(published.size() + 1);
        FunctionVersion version = latest.with(latest.config(), number);
        published.put(number, version);
        return version;
    }

    /** {@return the latest version, then those that are published} */
    synchronized List<FunctionVersion> versions() {
        List<FunctionVersion> versions = new ArrayList<>();
        versions.add(latest);
        versions.addAll(published.values());
        return versions;
    }

    /**
     * Finds a version.
     *
     * @throws ServiceException {@code ResourceNotFoundException} (404) if there is no such version or alias
     */
    synchronized FunctionVersion version(Optional<String> qualifier) {
        String wanted = qualifier.orElse(FunctionVersion.LATEST);
        String number = aliases.containsKey(wanted)
                ? aliases.get(wanted).path("FunctionVersion").asText()
                : wanted;
        FunctionVersion found = number.equals(FunctionVersion.LATEST) ? latest : published.get(number);
        if (found == null) {
            throw notFound(latest.config().name() + ":" + wanted);
        }
        return found;
    }

    synchronized Map<String, ObjectNode> aliases() {
        return new LinkedHashMap<>(aliases);
    }

    synchronized void putAlias(String name, ObjectNode alias) {
        aliases.put(name, alias);
    }

    synchronized void removeAlias(String name) {
        aliases.remove(name);
    }

    synchronized Map<String, ObjectNode> statements() {
        return new LinkedHashMap<>(statements);
    }

    synchronized boolean addStatement(String id, ObjectNode statement) {
        return statements.putIfAbsent(id, statement) == null;
    }

    synchronized boolean removeStatement(String id) {
        return statements.remove(id) != null;
    }

    synchronized AsyncSettings async() {
        return async;
    }

    synchronized void setAsync(AsyncSettings settings) {
        async = settings;
    }

    synchronized Optional<Integer> reserved() {
        return reserved;
    }

    synchronized void setReserved(Optional<Integer> limit) {
        reserved = limit;
    }

    /** {@return the random part of the function URL} */
    synchronized Optional<String> url() {
        return url;
    }

    synchronized void setUrl(Optional<String> id) {
        url = id;
    }

    /** {@return the event of the last invocation} */
    synchronized Optional<Blob> event() {
        return event;
    }

    synchronized void remember(byte[] last) {
        event = Optional.of(Blob.of(last));
    }

    /** Begins an invocation, which {@link #end} ends. {@return false if all reserved concurrency is in use} */
    synchronized boolean begin() {
        if (reserved.isPresent() && running >= reserved.get()) {
            return false;
        }
        running++;
        return true;
    }

    synchronized void end() {
        running--;
    }

    synchronized void close() {
        versions().forEach(FunctionVersion::close);
    }

    synchronized void kill() {
        versions().forEach(FunctionVersion::kill);
    }

    static ServiceException notFound(String name) {
        return new ServiceException(404, "ResourceNotFoundException", "Function not found: " + Arn.ofFunction(name));
    }
}
