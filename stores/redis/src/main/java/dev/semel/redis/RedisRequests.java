// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.redis.RedisReply.Refusal;
import dev.semel.redis.RedisReply.Silence;
import dev.semel.redis.RedisReply.Value;
import dev.semel.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * The sending of scripts: each by its digest, and by its text once more where the server does not know it, as after a
 * restart or a failover ({@code NOSCRIPT}: nothing was executed).
 */
final class RedisRequests {

    /** Requests that are sent together at most, so that neither side's buffers fill while nobody reads. */
    private static final int PIPELINE = 200;

    /** Bytes that are sent together, as soon as there are as many. */
    private static final long PIPELINE_BYTES = 1 << 20;

    private static final Set<String> CHANGED = Set.of("CLAIMED", "APPLIED", "STORED", "REMOVED");

    private final RedisConnector connector;
    private final ReplicaWait wait;
    private final EvictionCheck eviction;
    private final long largestWrite;

    RedisRequests(RedisConnector connector, ReplicaWait wait, EvictionCheck eviction, long largestWrite) {
        this.connector = connector;
        this.wait = wait;
        this.eviction = eviction;
        this.largestWrite = largestWrite;
    }

    /** {@return the reply to one script} */
    ScriptAnswer send(ScriptCall script, ReplicaWait acknowledged, RedisCall call) {
        return sendAll(List.of(script), acknowledged, call).get(0);
    }

    /** {@return the wait for replicas that writes ask for} */
    ReplicaWait ofWrites() {
        return wait;
    }

    /** {@return one answer for each script, in order; a failure stays alone} */
    List<ScriptAnswer> sendAll(List<ScriptCall> scripts, ReplicaWait acknowledged, RedisCall call) {
        eviction.check(connector, call);
        List<ScriptAnswer> answers = new ArrayList<>(scripts.size());
        int from = 0;
        while (from < scripts.size()) {
            int to = from;
            long bytes = 0;
            do {
                bytes += scripts.get(to++).size();
            } while (to < scripts.size() && to - from < PIPELINE && bytes < PIPELINE_BYTES);
            answers.addAll(pipeline(scripts.subList(from, to), acknowledged, call));
            from = to;
        }
        return answers;
    }

    private List<ScriptAnswer> pipeline(List<ScriptCall> scripts, ReplicaWait acknowledged, RedisCall call) {
        List<ScriptAnswer> answers = new ArrayList<>();
        List<ScriptCall> sent = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (ScriptCall script : scripts) {
            boolean fits = script.size() <= largestWrite;
            answers.add(new ScriptAnswer.Failed(call.tooLarge(script.size(), largestWrite)));
            if (fits) {
                places.add(answers.size() - 1);
                sent.add(script);
            }
        }
        place(answers, places, exchange(sent, acknowledged, call));
        return answers;
    }

    private static void place(List<ScriptAnswer> answers, List<Integer> places, List<ScriptAnswer> values) {
        for (int i = 0; i < places.size(); i++) {
            answers.set(places.get(i), values.get(i));
        }
    }

    private List<ScriptAnswer> exchange(List<ScriptCall> scripts, ReplicaWait acknowledged, RedisCall call) {
        if (scripts.isEmpty()) {
            return List.of();
        }
        Round round = evaluate(scripts, acknowledged, call);
        List<ScriptCall> unknown = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            if (round.replies().get(i) instanceof Refusal refusal
                    && refusal.code().equals("NOSCRIPT")) {
                unknown.add(scripts.get(i).withText());
                places.add(i);
            }
        }
        List<ScriptAnswer> answers = round.answers(call);
        if (!unknown.isEmpty()) {
            place(answers, places, evaluate(unknown, acknowledged, call).answers(call));
        }
        return answers;
    }

    private Round evaluate(List<ScriptCall> scripts, ReplicaWait acknowledged, RedisCall call) {
        if (call.isOver()) {
            return Round.silent(scripts.size(), new IllegalStateException("the call's time is over"));
        }
        ReplicaWait cut = acknowledged.within(call.timeLeft());
        try {
            List<RedisReply> replies = connector.evaluate(scripts, cut, call);
            RedisReply acknowledgement = cut.isNone() ? new Value((long) cut.replicas()) : replies.get(scripts.size());
            return new Round(replies.subList(0, scripts.size()), acknowledgement, cut.replicas());
        } catch (RuntimeException e) {
            return Round.silent(scripts.size(), e);
        }
    }

    private static StoreException foreign(RedisCall call) {
        return call.refused(
                "the answer has another form than the store's scripts give; see that the client neither maps"
                        + " replies nor names keys anew");
    }

    /**
     * The replies to one pipeline.
     *
     * @param replies the replies to its scripts
     * @param acknowledgement the reply to {@code WAIT}
     * @param replicas the number of replicas that must have its writes
     */
    private record Round(List<RedisReply> replies, RedisReply acknowledgement, int replicas) {

        static Round silent(int size, RuntimeException cause) {
            List<RedisReply> replies = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                replies.add(new Silence(cause));
            }
            return new Round(replies, new Silence(cause), 0);
        }

        /** {@return why a write of the pipeline does not count as answered; empty if it does} */
        private Optional<StoreException> problem(RedisCall call) {
            return switch (acknowledgement) {
                case Silence silence -> Optional.of(call.unavailable(silence.cause()));
                case Refusal refusal -> Optional.of(RefusedRequest.afterTheWrite(refusal, call));
                case Value value ->
                    !(value.value() instanceof Long reached)
                            ? Optional.of(foreign(call))
                            : reached >= replicas ? Optional.empty() : Optional.of(call.unavailable(tooFew()));
            };
        }

        private static TimeoutException tooFew() {
            return new TimeoutException("too few replicas acknowledged the write, which the primary has made");
        }

        List<ScriptAnswer> answers(RedisCall call) {
            List<ScriptAnswer> answers = new ArrayList<>(replies.size());
            for (RedisReply reply : replies) {
                answers.add(answer(reply, call));
            }
            return answers;
        }

        private ScriptAnswer answer(RedisReply reply, RedisCall call) {
            return switch (reply) {
                case Silence silence -> new ScriptAnswer.Failed(call.unavailable(silence.cause()));
                case Refusal refusal -> new ScriptAnswer.Failed(RefusedRequest.of(refusal, call));
                case Value value -> decided(value, call);
            };
        }

        private ScriptAnswer decided(Value value, RedisCall call) {
            if (!(value.value() instanceof List<?> parts)
                    || parts.size() != 2
                    || !(parts.get(0) instanceof byte[] verdict)) {
                return new ScriptAnswer.Failed(foreign(call));
            }
            String name = RedisTexts.text(verdict);
            if (CHANGED.contains(name)) {
                Optional<StoreException> problem = problem(call);
                if (problem.isPresent()) {
                    return new ScriptAnswer.Failed(problem.get());
                }
            }
            return new ScriptAnswer.Decided(name, parts.get(1));
        }
    }
}
