// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The DynamoDB store, transactional writes, and single writes. */
module dev.semel.dynamodb {
    requires transitive dev.semel;
    requires transitive software.amazon.awssdk.services.dynamodb;
    requires static transitive org.jspecify;

    exports dev.semel.dynamodb;
}
