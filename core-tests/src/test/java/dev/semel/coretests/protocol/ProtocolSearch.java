// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explores every state that can be reached, breadth first, each once. Time and budgets only move forward, so histories
 * end by themselves, and the first violation found has the shortest history. Deterministic.
 */
final class ProtocolSearch {

    private final Moves moves;
    private final Map<ProtocolWorld, Integer> numbers = new HashMap<>();
    private final List<ProtocolWorld> worlds = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<int[]> successors = new ArrayList<>();

    private ProtocolSearch(SearchSetup setup, ProtocolRules rules) {
        this.moves = new Moves(setup, rules);
    }

    /**
     * The findings of a search.
     *
     * @param states how many different states it reached
     * @param steps how many steps lead from one to another
     * @param histories how many complete histories there are: ways from the start to a state where nothing can happen
     * @param depth how many steps the longest of the shortest ways to a state has
     * @param violation the first rule that was broken, or null
     * @param history the shortest history that breaks it
     */
    record Found(
            int states,
            long steps,
            BigInteger histories,
            int depth,
            @Nullable ProtocolViolation violation,
            List<String> history) {

        @Override
        public String toString() {
            return violation == null
                    ? "%d states, %d steps, %d histories, none breaks a rule".formatted(states, steps, histories)
                    : "%s: %s%n  %s"
                            .formatted(
                                    violation.rule(),
                                    violation.how(),
                                    String.join(System.lineSeparator() + "  ", history));
        }
    }

    static Found explore(SearchSetup setup, ProtocolRules rules) {
        return new ProtocolSearch(setup, rules).run(ProtocolWorld.start(setup));
    }

    private Found run(ProtocolWorld start) {
        number(start, -1);
        long steps = 0;
        for (int number = 0; number < worlds.size(); number++) {
            ProtocolWorld world = worlds.get(number);
            List<SearchStep> next = moves.from(world).stream()
                    .filter(step -> step.violation() != null || !step.next().equals(world))
                    .toList();
            int[] to = new int[next.size()];
            for (int i = 0; i < to.length; i++) {
                SearchStep step = next.get(i);
                if (step.violation() != null) {
                    List<String> history = history(number);
                    history.add(line(worlds.get(number), step));
                    return new Found(worlds.size(), steps, BigInteger.ZERO, history.size(), step.violation(), history);
                }
                to[i] = number(step.next(), number);
            }
            steps += to.length;
            successors.add(to);
        }
        return new Found(
                worlds.size(), steps, histories(), history(worlds.size() - 1).size(), null, List.of());
    }

    private int number(ProtocolWorld world, int parent) {
        Integer known = numbers.putIfAbsent(world, worlds.size());
        if (known != null) {
            return known;
        }
        worlds.add(world);
        parents.add(parent);
        return worlds.size() - 1;
    }

    /** Counts ways from the start, in topological order. */
    private BigInteger histories() {
        int[] open = new int[worlds.size()];
        successors.forEach(to -> Arrays.stream(to).forEach(number -> open[number]++));
        BigInteger[] ways = new BigInteger[worlds.size()];
        Arrays.fill(ways, BigInteger.ZERO);
        ways[0] = BigInteger.ONE;
        BigInteger complete = BigInteger.ZERO;
        int visited = 0;
        Deque<Integer> ready = new ArrayDeque<>(List.of(0));
        while (!ready.isEmpty()) {
            int number = ready.remove();
            visited++;
            int[] to = successors.get(number);
            complete = to.length == 0 ? complete.add(ways[number]) : complete;
            for (int next : to) {
                ways[next] = ways[next].add(ways[number]);
                if (--open[next] == 0) {
                    ready.add(next);
                }
            }
        }
        if (visited != worlds.size()) {
            throw new IllegalStateException("A history returns to a state: the model is not bounded");
        }
        return complete;
    }

    private List<String> history(int number) {
        List<Integer> path = new ArrayList<>();
        for (int at = number; at >= 0; at = parents.get(at)) {
            path.add(at);
        }
        Collections.reverse(path);
        List<String> lines = new ArrayList<>();
        for (int i = 1; i < path.size(); i++) {
            ProtocolWorld from = worlds.get(path.get(i - 1));
            ProtocolWorld to = worlds.get(path.get(i));
            moves.from(from).stream()
                    .filter(step -> step.next().equals(to))
                    .findFirst()
                    .ifPresent(step -> lines.add(line(from, step)));
        }
        return lines;
    }

    private static String line(ProtocolWorld world, SearchStep step) {
        return "t=" + world.time() + "  " + step.label().get();
    }
}
