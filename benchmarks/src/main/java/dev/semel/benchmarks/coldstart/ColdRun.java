// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** All functions of one run, in turn. Closing deletes their jars and archives. */
final class ColdRun implements AutoCloseable {

    private final Map<ColdContestant, ColdFunction> functions;
    private final Path folder;

    private ColdRun(Map<ColdContestant, ColdFunction> functions, Path folder) {
        this.functions = functions;
        this.folder = folder;
    }

    static ColdRun of(Deployments deployments, Set<ColdContestant> contestants, ColdTable table, Path folder)
            throws IOException {
        Map<ColdContestant, ColdFunction> functions = new EnumMap<>(ColdContestant.class);
        for (ColdContestant contestant : contestants) {
            functions.put(contestant, new ColdFunction(deployments.of(contestant), table.endpoint(), table.name()));
        }
        return new ColdRun(functions, folder);
    }

    /** {@return what each function loads up to its first answer, with the JDK's default flags} */
    Map<ColdContestant, LoadedClasses> loadedClasses() throws InterruptedException {
        Map<ColdContestant, LoadedClasses> loaded = new EnumMap<>(ColdContestant.class);
        for (Map.Entry<ColdContestant, ColdFunction> each : functions.entrySet()) {
            loaded.put(each.getKey(), each.getValue().classes());
        }
        return loaded;
    }

    /**
     * Measures each function {@code rounds} times, one after the other in each round, so that all meet the same noise.
     */
    Map<ColdContestant, List<ColdStart>> measure(Flags set, int rounds)
            throws InterruptedException, ExecutionException {
        for (Map.Entry<ColdContestant, ColdFunction> each : functions.entrySet()) {
            if (set.isTrained()) {
                each.getValue().train(set.training(archive(each.getKey(), set)));
            }
        }
        Map<ColdContestant, List<ColdStart>> measured = new EnumMap<>(ColdContestant.class);
        for (int i = 0; i < rounds; i++) {
            for (Map.Entry<ColdContestant, ColdFunction> each : functions.entrySet()) {
                List<String> flags = set.measured(archive(each.getKey(), set));
                measured.computeIfAbsent(each.getKey(), first -> new ArrayList<>())
                        .add(each.getValue().measure(flags));
            }
        }
        return measured;
    }

    private Path archive(ColdContestant contestant, Flags set) {
        return folder.resolve(contestant + "." + set);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
