// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.benchmarks.report.CommonOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code semel bench cold} command: exit status 1 when our jars are larger than the budget. */
@Command(
        name = "cold",
        description =
                "Measures cold starts in turn: a JVM under AWS's runtime interface client, from its start to the first"
                        + " answer; with the classes that it loads, and the bytes of its jars. Writes cold.json.")
public final class ColdCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "Starts of each function with each set of flags. Default: 10. With 0 only what needs no clock.")
    private int rounds = 10;

    @Option(
            names = "--flags",
            split = ",",
            paramLabel = "SET",
            description = "Sets of JVM flags: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Flags> flags = List.of(Flags.values());

    @Option(
            names = "--functions",
            split = ",",
            paramLabel = "FUNCTION",
            description = "Functions: ${COMPLETION-CANDIDATES}. Default: all. The floor is always among them.")
    private List<ColdContestant> functions = List.of(ColdContestant.values());

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** Made by picocli. */
    public ColdCommand() {}

    @Override
    public Integer call() throws Exception {
        common.requireBetween("--rounds", rounds, 0, 1000);
        Path json = common.folder().resolve("cold.json");
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("semel-cold");
        Deployments deployments = Deployments.of(System.getProperty("java.class.path"), folder);
        Set<ColdContestant> contestants = EnumSet.of(ColdContestant.FLOOR);
        contestants.addAll(functions);
        ColdReport report = new ColdReport(JarSizes.of(deployments));
        try (ColdTable table = ColdTable.start();
                ColdRun run = ColdRun.of(deployments, contestants, table, folder)) {
            run.loadedClasses().forEach(report::add);
            for (Flags set : flags) {
                if (!set.worksOn(Runtime.version().feature())) {
                    report.skip(set);
                } else if (rounds > 0) {
                    spec.commandLine().getErr().println("measuring " + set.label() + " …");
                    report.add(set, run.measure(set, rounds));
                }
            }
        }
        Files.writeString(
                json, new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.json()));
        out.print(report.text());
        out.printf("%nwritten: %s%n", json);
        out.flush();
        return report.isWithinBudget() ? 0 : 1;
    }
}
