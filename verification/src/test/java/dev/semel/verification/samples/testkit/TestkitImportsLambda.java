// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.testkit;

import dev.semel.verification.samples.lambda.SampleSource;

/** Bad on purpose: imports what its layer must not see. */
public record TestkitImportsLambda(SampleSource other) {}
