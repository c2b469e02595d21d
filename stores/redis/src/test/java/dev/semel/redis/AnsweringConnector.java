// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.ArrayList;
import java.util.List;

/** A server that gives one answer to every script, and evicts nothing. */
class AnsweringConnector implements RedisConnector {

    private final RedisReply reply;

    AnsweringConnector(RedisReply reply) {
        this.reply = reply;
    }

    @Override
    public List<RedisReply> evaluate(List<ScriptCall> calls, ReplicaWait wait, TimeLeft time) {
        List<RedisReply> replies = new ArrayList<>();
        calls.forEach(call -> replies.add(reply));
        return replies;
    }

    @Override
    public List<RedisReply> memoryInfo(TimeLeft time) {
        return List.of(new RedisReply.Value(RedisTexts.bytes("maxmemory_policy:noeviction")));
    }

    @Override
    public List<String> primaries() {
        return List.of("primary");
    }

    @Override
    public KeyScan scan(String primary, String cursor, byte[] pattern, int count, TimeLeft time) {
        return new KeyScan("0", List.of());
    }

    @Override
    public boolean canWait() {
        return false;
    }
}
