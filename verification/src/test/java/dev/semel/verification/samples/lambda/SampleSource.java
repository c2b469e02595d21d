// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.lambda;

/** Stands for a class of the lambda module. */
public final class SampleSource {
    private SampleSource() {}
}
