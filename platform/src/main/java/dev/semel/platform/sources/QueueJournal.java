// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQS whose queues outlast a start: the requests that make, change and delete queues are written to a file, and the
 * engine gets them again at the next start. Messages are not kept. Thread-safe.
 */
public final class QueueJournal implements Api {

    private static final int MAX_BYTES = 2 << 20;
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final Set<String> CHANGES = Set.of("CreateQueue", "DeleteQueue", "SetQueueAttributes");
    private static final List<String> HEADERS = List.of("content-type", "x-amz-target");

    private final Api engine;
    private final Path file;

    private QueueJournal(Api engine, Path file) {
        this.engine = engine;
        this.file = file;
    }

    /**
     * Opens a journal, and makes the queues that it has.
     *
     * @param engine the engine, which has no queues
     * @param folder the folder of the journal
     * @return the service
     * @throws IOException if the journal cannot be read, or the engine does not answer
     * @throws InterruptedException if the thread was interrupted
     */
    public static QueueJournal open(Api engine, Path folder) throws IOException, InterruptedException {
        Path file = Files.createDirectories(folder).resolve("requests");
        if (Files.exists(file)) {
            String all = Files.readString(file);
            String whole = all.substring(0, all.lastIndexOf('\n') + 1); // a kill may leave a part of a line at the end
            for (String line : whole.lines().toList()) {
                JsonNode kept = JsonTree.parse(line.getBytes(StandardCharsets.UTF_8));
                engine.answer(request(kept)).body().close();
            }
            if (whole.length() < all.length()) {
                WholeFile.replace(file, whole.getBytes(StandardCharsets.UTF_8));
            }
        }
        return new QueueJournal(engine, file);
    }

    private static ApiRequest request(JsonNode kept) {
        byte[] body = kept.path("body").asText().getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-length", List.of(Integer.toString(body.length)));
        HEADERS.stream()
                .filter(kept::hasNonNull)
                .forEach(name -> headers.put(name, List.of(kept.path(name).asText())));
        return new ApiRequest("POST", kept.path("path").asText("/"), "", headers, new ByteArrayInputStream(body));
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        byte[] body = request.bytes(MAX_BYTES);
        ApiAnswer answer = engine.answer(request.withBody(body));
        if (answer.isSuccess() && CHANGES.contains(operation(request, body))) {
            ObjectNode kept =
                    JsonTree.object().put("path", request.path()).put("body", new String(body, StandardCharsets.UTF_8));
            HEADERS.forEach(name -> request.header(name).ifPresent(value -> kept.put(name, value)));
            synchronized (this) {
                Files.writeString(file, kept + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
        return answer;
    }

    private static String operation(ApiRequest request, byte[] body) {
        String target = request.header("x-amz-target").orElse("");
        if (!target.isEmpty()) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        Matcher action = ACTION.matcher(new String(body, StandardCharsets.UTF_8));
        return action.find() ? action.group(1) : "";
    }
}
