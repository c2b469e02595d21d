// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

/**
 * The settings of a run, so that it can be repeated.
 *
 * @param java the virtual machine
 * @param processors how many the machine has
 * @param quota the share of the processors that this process may use, in words
 * @param client the HTTP client of all contestants
 * @param seed of all ids
 * @param warmup operations before a measurement
 * @param rounds measured rounds of each path and delay
 */
public record Settings(String java, int processors, String quota, String client, long seed, int warmup, int rounds) {

    /** {@return the settings on this machine} */
    public static Settings here(String quota, String client, long seed, int warmup, int rounds) {
        String java = System.getProperty("java.vm.name") + " " + Runtime.version();
        return new Settings(java, Runtime.getRuntime().availableProcessors(), quota, client, seed, warmup, rounds);
    }
}
