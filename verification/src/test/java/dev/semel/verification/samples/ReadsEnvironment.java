// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

/** Bad on purpose: its behaviour depends on the environment. */
final class ReadsEnvironment {
    private ReadsEnvironment() {}

    static String region() {
        return System.getenv().getOrDefault("AWS_REGION", "");
    }
}
