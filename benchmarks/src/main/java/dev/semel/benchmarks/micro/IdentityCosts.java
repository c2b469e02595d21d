// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.micro;

import dev.semel.KeyExtractor;
import dev.semel.benchmarks.contest.ContestOrder;
import dev.semel.jackson.JacksonCodec;
import dev.semel.json.CanonicalJson;
import dev.semel.json.JsonKeys;
import dev.semel.model.Blob;
import dev.semel.model.Fingerprint;
import dev.semel.model.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The work of a call before it asks the store. */
@State(Scope.Benchmark)
public class IdentityCosts {

    private final ContestOrder order = new ContestOrder("order-8f14e45fceea167a-42", "card-8f14e45fceea167a", 4200);
    private final String document = """
            {"orderId": "order-8f14e45fceea167a-42", "customer": {"name": "Ada Lovelace", "country": "GB", "vip": true},
             "items": [{"sku": "A-1", "count": 2, "price": 12.50}, {"sku": "B-2", "count": 1, "price": 17.00}],
             "notes": ["leave at the door", "ring twice", null], "total": 42.00, "currency": "GBP"}
            """;
    private final JacksonCodec codec = JacksonCodec.create();
    private final CanonicalJson canonical = CanonicalJson.create();
    private final KeyExtractor<String> path = JsonKeys.create().at("/orderId");

    /** A key's record id. */
    @Benchmark
    public String recordId() {
        return IdempotencyKey.of("charge", order.id()).recordId();
    }

    /** A key from a path in a document. */
    @Benchmark
    public @Nullable String keyFromJson() {
        return path.extract(document);
    }

    /** The fingerprint of a small record. */
    @Benchmark
    public Fingerprint fingerprint() {
        return codec.fingerprint(order);
    }

    /** The canonical form of a document of 300 bytes. */
    @Benchmark
    public Blob canonicalJson() {
        return canonical.ofText(document);
    }
}
