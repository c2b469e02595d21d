// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Receivers of effects that honour keys: what they were asked, by step. Thread-safe. */
final class Receivers {

    private final Map<String, List<String>> keys = new TreeMap<>();

    /** Makes an effect, or recognises a repetition by its key; the answer is the same. */
    synchronized String send(String step, String key) {
        keys.computeIfAbsent(step, name -> new ArrayList<>()).add(key);
        return step + " done";
    }

    /** Returns how many different keys a step's receiver has seen: how often it made its effect. */
    synchronized long effects(String step) {
        return keys.getOrDefault(step, List.of()).stream().distinct().count();
    }

    /** Returns how many requests a step's receiver has seen. */
    synchronized int requests(String step) {
        return keys.getOrDefault(step, List.of()).size();
    }
}
