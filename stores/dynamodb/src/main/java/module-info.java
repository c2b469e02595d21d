// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The DynamoDB store, transactional writes, and single writes. */
module dev.semel.dynamodb {
    requires transitive dev.semel;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.urlconnection;
    requires software.amazon.awssdk.regions;
    requires transitive software.amazon.awssdk.services.dynamodb;
    requires software.amazon.awssdk.utils;
    requires static transitive org.jspecify;

    exports dev.semel.dynamodb;
}
