// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.Waiting;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Reads the shards of a stream for a mapping, each from its checkpoint and in order; a shard is read after its parent.
 * One thread runs it, and so a batch that is tried again holds up the other shards, too.
 */
final class StreamPoller implements Poller {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MAX_RECORDS = 1_000;

    private final StreamMapping mapping;
    private final Streams streams;
    private final StreamBatches batches;
    private final Checkpoints checkpoints;
    private final Consumer<String> problems;
    private final Map<String, String> iterators = new HashMap<>();
    private volatile boolean stopped;

    StreamPoller(
            StreamMapping mapping,
            Streams streams,
            StreamBatches batches,
            Checkpoints checkpoints,
            Consumer<String> problems) {
        this.mapping = mapping;
        this.streams = streams;
        this.batches = batches;
        this.checkpoints = checkpoints;
        this.problems = problems;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            try {
                if (!poll()) {
                    Waiting.sleeping().await(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                problems.accept("the mapping of " + mapping.sourceArn() + " goes on after: " + e.getMessage());
                iterators.clear(); // begins again at the checkpoints
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Waiting.sleeping().await(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether there was a record} */
    private boolean poll() throws IOException, InterruptedException {
        Map<String, Optional<String>> shards = streams.shards(mapping.sourceArn());
        checkpoints.begin(shards.keySet());
        boolean hasRead = false;
        for (Map.Entry<String, Optional<String>> shard : shards.entrySet()) {
            boolean mustWait = shard.getValue()
                    .filter(parent -> shards.containsKey(parent) && !checkpoints.isClosed(parent))
                    .isPresent();
            if (!stopped && !mustWait && !checkpoints.isClosed(shard.getKey())) {
                hasRead |= read(shard.getKey());
            }
        }
        return hasRead;
    }

    private boolean read(String shard) throws IOException, InterruptedException {
        String iterator = iterators.get(shard);
        if (iterator == null) {
            iterator = checkpoints.iterator(streams, mapping, shard);
        }
        JsonNode answer = streams.records(iterator, Math.min(mapping.batchSize(), MAX_RECORDS));
        List<JsonNode> records = new ArrayList<>();
        answer.path("Records").forEach(records::add);
        if (!records.isEmpty()) {
            batches.deliver(shard, records, () -> stopped, done -> checkpoints.advance(shard, done));
        }
        if (stopped) {
            return true;
        }
        if (answer.hasNonNull("NextShardIterator")) {
            iterators.put(shard, answer.path("NextShardIterator").asText());
        } else {
            checkpoints.close(shard);
        }
        return !records.isEmpty();
    }

    /** Positions of a mapping in its stream, which outlast a change of the mapping. Thread-safe. */
    static final class Checkpoints {

        private final Map<String, String> done = new ConcurrentHashMap<>();
        private final Set<String> closed = ConcurrentHashMap.newKeySet();
        private final Set<String> first = ConcurrentHashMap.newKeySet();
        private boolean hasBegun;

        /** Remembers the shards that were there at first: the starting position is about them only. */
        synchronized void begin(Set<String> shards) {
            if (!hasBegun) {
                first.addAll(shards);
                hasBegun = true;
            }
        }

        void advance(String shard, String sequence) {
            done.merge(shard, sequence, Checkpoints::later); // a stopped reader may still be at its last batch
        }

        private static String later(String one, String other) {
            return new BigInteger(one).compareTo(new BigInteger(other)) > 0 ? one : other;
        }

        void close(String shard) {
            closed.add(shard);
        }

        boolean isClosed(String shard) {
            return closed.contains(shard);
        }

        String iterator(Streams streams, StreamMapping mapping, String shard) throws IOException, InterruptedException {
            String last = done.get(shard);
            if (last != null) {
                return streams.iterator(mapping.sourceArn(), shard, "AFTER_SEQUENCE_NUMBER", last);
            }
            return streams.iterator(
                    mapping.sourceArn(), shard, first.contains(shard) ? mapping.start() : "TRIM_HORIZON", "");
        }
    }
}
