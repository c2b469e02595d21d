// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A random batch of SQS messages: some with the same key, some of message groups, some poison, some whose key another
 * holds.
 */
final class RandomQueue {

    /** Special property of a key. */
    enum Fate {
        SUCCEEDS,
        FAILS_ONCE,
        FAILS_TWICE,
        FAILS_FOR_GOOD,
        HELD_AND_COMPLETED_BY_ANOTHER,
        HELD_UNTIL_ITS_LEASE_LAPSES
    }

    /** A message; one without a key is poison. */
    record Message(String id, String group, @Nullable String key) {

        /** {@return the body: id and key, so that duplicates differ; or no JSON} */
        String body() {
            return key == null ? "{" : "{\"id\":\"" + id + "\",\"key\":\"" + key + "\"}";
        }
    }

    final boolean fifo;
    final List<Message> messages = new ArrayList<>();
    final Map<String, Fate> fates = new HashMap<>();

    RandomQueue(Random random) {
        fifo = random.nextBoolean();
        int size = 1 + random.nextInt(25);
        int keys = 1 + random.nextInt(size);
        int groups = 1 + random.nextInt(4);
        for (int i = 0; i < size; i++) {
            String key = random.nextInt(12) == 0 ? null : "k" + random.nextInt(keys);
            messages.add(new Message("m" + i, "g" + random.nextInt(groups), key));
        }
        for (int k = 0; k < keys; k++) {
            fates.put(
                    "k" + k,
                    random.nextInt(3) > 0
                            ? Fate.SUCCEEDS
                            : List.of(Fate.values()).get(random.nextInt(Fate.values().length)));
        }
    }

    Fate fate(String key) {
        return fates.getOrDefault(key, Fate.SUCCEEDS);
    }

    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        messages.forEach(message -> {
            if (message.key() != null) {
                keys.add(message.key());
            }
        });
        return keys;
    }

    /** {@return the event with some of the messages} */
    String event(List<Message> some) {
        List<String> names = some.stream()
                .map(message -> fifo ? message.group() + "/" + message.id() : message.id())
                .toList();
        String event = fifo ? SampleBatches.fifo(names) : SampleBatches.sqs(names);
        for (int i = 0; i < names.size(); i++) {
            event = event.replace(
                            "\"body\":\"" + names.get(i) + "\"",
                            "\"body\":" + Json.quoted(some.get(i).body()))
                    .replace(
                            "\"messageId\":\"" + names.get(i) + "\"",
                            "\"messageId\":\"" + some.get(i).id() + "\"");
        }
        return event;
    }
}
