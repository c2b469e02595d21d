// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP client under the SDK, the same for every contestant. */
public enum HttpClientKind {

    /** The JDK's own connections: the one that loads fastest. */
    URL {
        @Override
        SdkHttpClient create() {
            return UrlConnectionHttpClient.create();
        }
    },

    /** Apache's client, the SDK's default. */
    APACHE {
        @Override
        SdkHttpClient create() {
            return Apache5HttpClient.builder().maxConnections(200).build();
        }
    };

    abstract SdkHttpClient create();
}
