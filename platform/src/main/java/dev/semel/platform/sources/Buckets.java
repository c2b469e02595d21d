// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.functions.FunctionApi;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * S3: an engine for the objects, and the notifications that it lacks. Writes to one key follow one another, so that the
 * sequencer of its events grows in the order of the writes. Thread-safe.
 */
public final class Buckets implements Api, FunctionApi.CodeSource {

    private static final int STRIPES = 64;
    private static final int MAX_DOCUMENT_BYTES = 2 << 20;

    private final Api engine;
    private final BucketNotifications notifications;
    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    /**
     * Makes the service.
     *
     * @param engine the engine
     * @param notifications the notifications
     */
    public Buckets(Api engine, BucketNotifications notifications) {
        this.engine = engine;
        this.notifications = notifications;
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        ObjectRequest named = ObjectRequest.of(request);
        Map<String, String> query = request.query();
        if (query.containsKey("notification")) {
            return configure(request, named.bucket());
        }
        if (query.containsKey("versioning") && request.method().equals("PUT")) {
            return refuseVersions(request);
        }
        if (query.containsKey("delete") && request.method().equals("POST")) {
            return deleteMany(request, named.bucket());
        }
        Optional<String> event = named.event(request);
        if (event.isEmpty()) {
            return engine.answer(request);
        }
        ReentrantLock stripe = stripes.get(Math.floorMod(named.hashCode(), STRIPES));
        stripe.lock();
        try {
            ApiAnswer answer = engine.answer(request);
            return answer.isSuccess() ? written(named, event.get(), answer) : answer;
        } finally {
            stripe.unlock();
        }
    }

    /** Notifies of a write, once the engine's answer is complete: a multipart upload may fail in its body. */
    private ApiAnswer written(ObjectRequest named, String event, ApiAnswer answer)
            throws IOException, InterruptedException {
        byte[] body;
        try (InputStream in = answer.body()) {
            body = in.readAllBytes();
        }
        if (!new String(body, StandardCharsets.UTF_8).contains("<Error>")) {
            notify(named, event);
        }
        return ApiAnswer.streamed(answer.status(), answer.headers(), new ByteArrayInputStream(body), body.length);
    }

    private void notify(ObjectRequest named, String event) throws IOException, InterruptedException {
        String requestId = UUID.randomUUID().toString();
        if (event.startsWith("ObjectRemoved")) {
            notifications.publish(named, event, OptionalLong.empty(), "", requestId);
            return;
        }
        ApiAnswer head = engine.answer(read("HEAD", named));
        head.body().close();
        if (head.isSuccess()) {
            long size = head.header("content-length").map(Long::parseLong).orElse(0L);
            String eTag = head.header("etag").orElse("").replace("\"", "");
            notifications.publish(named, event, OptionalLong.of(size), eTag, requestId);
        }
    }

    private static ApiRequest read(String method, ObjectRequest named) {
        String key = Stream.of(named.key().split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .reduce((one, other) -> one + "/" + other)
                .orElse("");
        String path = "/" + named.bucket() + (key.isEmpty() ? "" : "/" + key);
        return new ApiRequest(method, path, "", Map.of(), InputStream.nullInputStream());
    }

    private ApiAnswer configure(ApiRequest request, String bucket) throws IOException, InterruptedException {
        ApiAnswer head = engine.answer(read("HEAD", new ObjectRequest(bucket, "")));
        head.body().close();
        if (!head.isSuccess()) {
            throw new ServiceException(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return switch (request.method()) {
            case "GET" -> ApiAnswer.xml(200, notifications.configuration(bucket));
            case "PUT" -> {
                notifications.configure(bucket, request.bytes(MAX_DOCUMENT_BYTES));
                yield ApiAnswer.empty(200);
            }
            default -> throw ServiceException.notServed("S3", request.method() + " of notifications");
        };
    }

    private ApiAnswer refuseVersions(ApiRequest request) throws IOException, InterruptedException {
        byte[] body = request.bytes(MAX_DOCUMENT_BYTES);
        if (Xml.text(Xml.parse(body), "Status").orElse("").equals("Enabled")) {
            throw ServiceException.notServed("S3", "PutBucketVersioning");
        }
        return engine.answer(request.withBody(body));
    }

    private ApiAnswer deleteMany(ApiRequest request, String bucket) throws IOException, InterruptedException {
        ApiAnswer answer = engine.answer(request);
        byte[] body;
        try (InputStream in = answer.body()) {
            body = in.readAllBytes();
        }
        if (answer.isSuccess()) {
            List<String> deleted = new ArrayList<>();
            for (Element element : Xml.children(Xml.parse(body), "Deleted")) {
                Xml.text(element, "Key").ifPresent(deleted::add);
            }
            for (String key : deleted) {
                notify(new ObjectRequest(bucket, key), "ObjectRemoved:Delete");
            }
        }
        return ApiAnswer.streamed(answer.status(), answer.headers(), new ByteArrayInputStream(body), body.length);
    }

    @Override
    public byte[] read(String bucket, String key, int maxBytes) throws IOException, InterruptedException {
        ApiAnswer answer = engine.answer(read("GET", new ObjectRequest(bucket, key)));
        try (InputStream in = answer.body()) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (!answer.isSuccess()) {
                throw new ServiceException(
                        400,
                        "InvalidParameterValueException",
                        "Error occurred while GetObject. S3 Error Code: NoSuchKey: there is no such code in " + bucket);
            }
            return content;
        }
    }
}
