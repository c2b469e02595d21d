// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.prover;

import dev.semel.verification.samples.dynamodb.Store;

/** Bad on purpose: imports what its layer must not see. */
public record ProverImportsDynamoDb(Store other) {}
