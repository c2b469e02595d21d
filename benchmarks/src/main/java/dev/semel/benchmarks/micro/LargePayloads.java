// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.micro;

import dev.semel.benchmarks.contest.ContestOrder;
import dev.semel.jackson.JacksonCodec;
import dev.semel.json.JsonTextFingerprinter;
import dev.semel.json.PlainJsonCodec;
import dev.semel.model.Fingerprint;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Fingerprints of payloads of about 1 MB. What counts is what they allocate. */
@State(Scope.Benchmark)
public class LargePayloads {

    private final List<ContestOrder> orders =
            Collections.nCopies(12_000, new ContestOrder("order-8f14e45fceea167a-42", "card-8f14e45fceea167a", 4200));
    private final String document = "[" + "{\"id\":\"8f14e45fceea167a\",\"amount\":4200},".repeat(25_000) + "null]";
    private final JacksonCodec jackson = JacksonCodec.create();
    private final PlainJsonCodec plain = PlainJsonCodec.create();
    private final JsonTextFingerprinter texts = JsonTextFingerprinter.create();

    /** A list of records by the mapper. */
    @Benchmark
    public Fingerprint byJackson() {
        return jackson.fingerprint(orders);
    }

    /** A list of records without the mapper. */
    @Benchmark
    public Fingerprint byPlainCodec() {
        return plain.fingerprint(orders);
    }

    /** A document. */
    @Benchmark
    public Fingerprint ofDocument() {
        return texts.fingerprint(document);
    }
}
