// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that a process had loaded when it answered: what its cold start costs, without a clock. Generated classes
 * (of lambdas and other call sites) have names that change from run to run; they count under the class that made them.
 *
 * @param named by their names
 * @param generated how many, by the class that made them
 * @param sinceInvocation how many of all of them came after the initialisation
 */
record LoadedClasses(Set<String> named, Map<String, Integer> generated, int sinceInvocation) {

    /** Makes a JVM write a line for each class that it loads. */
    static final String FLAG = "-Xlog:class+load=info:stdout";

    /** The runtime makes one for each invocation, and nothing before. */
    private static final String FIRST_OF_INVOCATION =
            "com.amazonaws.services.lambda.runtime.api.client.api.LambdaContext";

    /** The end of the name of a class that JDK 23 and later generate for a switch over patterns. */
    private static final String SWITCH = "$$TypeSwitch";

    private static final Pattern LINE = Pattern.compile("\\[class,load *\\] (\\S+) source: .*");
    private static final Pattern GENERATED =
            Pattern.compile("(.*?)(?:/0x[0-9a-f]+|\\$\\$Lambda.*|\\$\\$InjectedInvoker.*)");

    LoadedClasses {
        named = Set.copyOf(named);
        generated = Map.copyOf(generated);
    }

    /** Reads the output of a process started with {@link #FLAG}. */
    static LoadedClasses parse(String output) {
        Set<String> named = new TreeSet<>();
        Map<String, Integer> generated = new TreeMap<>();
        int sinceInvocation = 0;
        for (String line : output.lines().toList()) {
            Matcher loaded = LINE.matcher(line);
            if (loaded.find()) {
                if (sinceInvocation > 0 || loaded.group(1).equals(FIRST_OF_INVOCATION)) {
                    sinceInvocation++;
                }
                Matcher name = GENERATED.matcher(loaded.group(1));
                if (name.matches()) {
                    generated.merge(name.group(1), 1, Integer::sum);
                } else {
                    named.add(loaded.group(1));
                }
            }
        }
        return new LoadedClasses(named, generated, sinceInvocation);
    }

    int count() {
        return named.size()
                + generated.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** {@return how many of these {@code base} lacks, by what they belong to; those of switches by themselves} */
    Map<String, Integer> beyond(LoadedClasses base) {
        Map<String, Integer> beyond = new TreeMap<>();
        for (String name : named) {
            if (!base.named.contains(name)) {
                beyond.merge(owner(name), 1, Integer::sum);
            }
        }
        generated.forEach((name, count) -> {
            int more = count - base.generated.getOrDefault(name, 0);
            if (more > 0) {
                String kind = name.endsWith(SWITCH) ? "switches of " : "generated for ";
                beyond.merge(kind + owner(name), more, Integer::sum);
            }
        });
        return beyond;
    }

    private static String owner(String name) {
        String[] parts = name.split("\\.", -1);
        int most = name.startsWith("java") || name.startsWith("org.") || name.startsWith("io.") ? 2 : 3;
        return String.join(".", Arrays.copyOf(parts, Math.min(most, parts.length - 1)));
    }
}
