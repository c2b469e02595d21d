// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code semel bench cold} command. */
@Command(name = "cold", mixinStandardHelpOptions = true, description = "Measures cold starts.")
public final class ColdCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "10", description = "Starts of each function with each set of flags.")
    private int rounds;

    @Option(names = "--flags", split = ",", description = "Sets of flags. Default: all.")
    private List<Flags> flags = List.of(Flags.values());

    @Option(names = "--functions", split = ",", description = "Functions. Default: all.")
    private List<Contestant> contestants = List.of(Contestant.values());

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("semel-cold");
        Deployments deployments = Deployments.of(System.getProperty("java.class.path"), folder);
        try (Table table = Table.start()) {
            Map<Contestant, ColdFunction> functions = new EnumMap<>(Contestant.class);
            Map<Contestant, LoadedClasses> classes = new EnumMap<>(Contestant.class);
            for (Contestant contestant : contestants) {
                ColdFunction function = new ColdFunction(deployments.of(contestant), table.endpoint(), table.name());
                functions.put(contestant, function);
                classes.put(contestant, function.classes());
            }
            classes.forEach((contestant, loaded) -> {
                out.printf("%s: %d classes%n", contestant.label(), loaded.count());
                if (contestant.ordinal() > 1) {
                    loaded.beyond(classes.get(Contestant.FLOOR)).forEach((o, n) -> out.printf("    %5d %s%n", n, o));
                }
            });
            for (Flags set : flags) {
                for (Contestant contestant : contestants) {
                    if (set.isTrained()) {
                        functions.get(contestant).train(set.training(folder.resolve(contestant + "." + set)));
                    }
                }
                Map<Contestant, List<ColdStart>> measured = new EnumMap<>(Contestant.class);
                for (int i = 0; i < rounds; i++) {
                    for (Contestant contestant : contestants) {
                        measured.computeIfAbsent(contestant, c -> new ArrayList<>())
                                .add(functions.get(contestant).measure(set.measured(folder.resolve(contestant + "." + set))));
                    }
                }
                measured.forEach((contestant, starts) -> out.printf(
                        "%-8s %-16s init %5.0f invoke %5.0f total %5.0f cpu %5.0f%n",
                        set.label(),
                        contestant.label(),
                        median(starts.stream().map(s -> s.initialisation().toNanos()).toList()),
                        median(starts.stream().map(s -> s.invocation().toNanos()).toList()),
                        median(starts.stream().map(s -> s.total().toNanos()).toList()),
                        median(starts.stream().map(s -> s.processor().toNanos()).toList())));
                out.flush();
            }
        }
        return 0;
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1e6;
    }
}
