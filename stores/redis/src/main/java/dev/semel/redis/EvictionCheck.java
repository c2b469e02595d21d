// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.redis.RedisReply.Refusal;
import dev.semel.redis.RedisReply.Silence;
import dev.semel.redis.RedisReply.Value;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The question, before the first call of a store, whether the server evicts keys when its memory is full. {@code INFO}
 * is asked, since {@code CONFIG} is often denied. Once every primary has answered, the question is not repeated.
 */
final class EvictionCheck {

    private static final System.Logger LOG = System.getLogger("dev.semel.redis");
    private static final Pattern POLICY = Pattern.compile("maxmemory_policy:([a-z-]+)");

    private final EvictionRule rule;
    private final AtomicBoolean answered = new AtomicBoolean();

    EvictionCheck(EvictionRule rule) {
        this.rule = rule;
    }

    void check(RedisConnector connector, RedisCall call) {
        if (rule == EvictionRule.UNCHECKED || answered.get()) {
            return;
        }
        String problem = problem(connector, call);
        if (problem.isEmpty()) {
            answered.set(true);
        } else if (rule == EvictionRule.REFUSE) {
            throw call.refused(
                    problem + "; set maxmemory-policy noeviction (in ElastiCache: in the parameter group), or"
                            + " build the store with eviction(WARN) and accept that evicted keys execute again");
        } else if (answered.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: records may be forgotten, and their keys execute again; set maxmemory-policy noeviction",
                    problem);
        }
    }

    /** {@return the reason why records may be evicted; empty if they are not} */
    private static String problem(RedisConnector connector, RedisCall call) {
        call.timeLeft(); // or its time is over
        List<RedisReply> replies;
        try {
            replies = connector.memoryInfo(call);
        } catch (RuntimeException e) {
            throw call.unavailable(e);
        }
        String problem = "";
        for (RedisReply reply : replies) {
            problem = problem.isEmpty() ? problem(reply, call) : problem;
        }
        return problem;
    }

    private static String problem(RedisReply reply, RedisCall call) {
        return switch (reply) {
            case Silence silence -> throw call.unavailable(silence.cause());
            case Refusal refusal
            when refusal.code().equals("NOPERM") -> "INFO memory is denied, so that eviction is unknown";
            case Refusal refusal -> throw RefusedRequest.of(refusal, call);
            case Value value -> problem(value.value() instanceof byte[] text ? RedisTexts.text(text) : "");
        };
    }

    private static String problem(String info) {
        Matcher policy = POLICY.matcher(info);
        if (!policy.find()) {
            return "INFO memory names no maxmemory_policy, so that eviction is unknown";
        }
        return policy.group(1).equals("noeviction") ? "" : "Redis has the maxmemory-policy " + policy.group(1);
    }
}
