// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.protocol;

import dev.semel.verification.protocol.Setup.*;
import java.time.Duration;
import java.util.*;

public class Try {
    static Caller c(int calls, int skew, String p) {
        return new Caller(calls, skew, Duration.ofSeconds(4), p);
    }

    static void run(String n, List<Caller> cs, int h, int fl, int lost, Feature... f) {
        long t = System.nanoTime();
        var found = Search.explore(new Setup(cs, h, fl, lost, 1, Duration.ofSeconds(4), Set.of(f)), new Rules() {});
        System.out.printf(
                "%s h%d fl%d lost%d %s: %s depth %d  %.1fs%n",
                n, h, fl, lost, List.of(f), found, found.depth(), (System.nanoTime() - t) / 1e9);
    }

    public static void main(String[] a) {
        run("2,2", List.of(c(2, 0, "p"), c(2, 1, "p")), 8, 0, 0);
        run("2,1", List.of(c(2, 0, "p"), c(1, 1, "p")), 8, 0, 1);
        run("1,2", List.of(c(1, 0, "p"), c(2, 1, "p")), 8, 0, 1);
        run("2,1", List.of(c(2, 0, "p"), c(1, 1, "p")), 6, 1, 0);
        run("1,1", List.of(c(1, 0, "p"), c(1, 1, "p")), 7, 2, 0);
        run("1,1", List.of(c(1, 0, "p"), c(1, 1, "p")), 7, 1, 1);
        run("2,1", List.of(c(2, 0, "p"), c(1, 1, "p")), 8, 0, 0, Feature.RENEW);
        run("1,1", List.of(c(1, 0, "p"), c(1, 1, "p")), 8, 0, 1, Feature.QUARANTINE);
        run("1,1", List.of(c(1, 0, "p"), c(1, 1, "p")), 7, 1, 0, Feature.QUARANTINE);
        run("2,1", List.of(c(2, 0, "p"), c(1, 1, "p")), 8, 0, 0, Feature.COMMIT);
        run("1,1", List.of(c(1, 0, "p"), c(1, 1, "p")), 7, 1, 1, Feature.COMMIT);
        run("1,1,1", List.of(c(1, 0, "p"), c(1, 1, "p"), c(1, 0, "p")), 7, 0, 0);
        run("1,1,1", List.of(c(1, 0, "p"), c(1, 1, "p"), c(1, 1, "q")), 7, 0, 0);
    }
}
