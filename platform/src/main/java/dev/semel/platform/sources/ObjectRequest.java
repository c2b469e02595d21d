// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.http.ApiRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bucket and key that a request of S3 names in its path.
 *
 * @param bucket the bucket, or empty
 * @param key the key, decoded, or empty
 */
record ObjectRequest(String bucket, String key) {

    static ObjectRequest of(ApiRequest request) {
        String path = request.path().substring(1);
        int slash = path.indexOf('/');
        return slash < 0
                ? new ObjectRequest(decode(path), "")
                : new ObjectRequest(decode(path.substring(0, slash)), decode(path.substring(slash + 1)));
    }

    /** {@return the event that a request causes when it succeeds} */
    Optional<String> event(ApiRequest request) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        var query = request.query();
        boolean isPlain = query.keySet().stream().allMatch(name -> name.equals("x-id") || name.startsWith("X-Amz-"));
        return switch (request.method()) {
            case "PUT" ->
                isPlain
                        ? Optional.of(
                                request.header("x-amz-copy-source").isPresent()
                                        ? "ObjectCreated:Copy"
                                        : "ObjectCreated:Put")
                        : Optional.empty();
            case "POST" ->
                query.containsKey("uploadId") ? Optional.of("ObjectCreated:CompleteMultipartUpload") : Optional.empty();
            case "DELETE" -> isPlain ? Optional.of("ObjectRemoved:Delete") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
