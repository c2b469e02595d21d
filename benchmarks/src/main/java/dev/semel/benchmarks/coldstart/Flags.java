// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flags of a function's JVM. All sets have the serial collector, as Lambda has. */
enum Flags {
    /** The JDK's own choice of compilers, and its own archive of its own classes. */
    PLAIN("default"),

    /** The flags that Lambda's managed runtime sets. */
    C1("C1"),

    /** Flags with an archive of the function's classes too, written by a training run. */
    C1_CDS("C1+CDS"),

    /** Flags with the JDK's ahead-of-time cache (JDK 25 and later), written by a training run. */
    C1_AOT("C1+AOT");

    private static final int FIRST_WITH_ONE_STEP_CACHE = 25;

    private final String label;

    Flags(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean worksOn(int jdk) {
        return this != C1_AOT || jdk >= FIRST_WITH_ONE_STEP_CACHE;
    }

    boolean isTrained() {
        return this == C1_CDS || this == C1_AOT;
    }

    /** {@return the flags of a training run, which writes {@code archive} at the end of its process} */
    List<String> training(Path archive) {
        return switch (this) {
            case PLAIN, C1 -> throw new IllegalStateException(label + " has no training run");
            case C1_CDS -> with("-XX:ArchiveClassesAtExit=" + archive);
            case C1_AOT -> with("-XX:AOTCacheOutput=" + archive);
        };
    }

    /** {@return the flags of a measured run; {@code archive} is what its training run wrote} */
    List<String> measured(Path archive) {
        return switch (this) {
            case PLAIN, C1 -> with();
            case C1_CDS -> with("-XX:SharedArchiveFile=" + archive);
            case C1_AOT -> with("-XX:AOTCache=" + archive);
        };
    }

    private List<String> with(String... more) {
        List<String> flags = new ArrayList<>(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        if (this != PLAIN) {
            flags.addAll(List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
        }
        flags.addAll(List.of(more));
        return flags;
    }
}
