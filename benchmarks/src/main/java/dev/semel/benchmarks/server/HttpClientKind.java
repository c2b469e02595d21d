// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP client under the SDK, the same for every contestant. */
public enum HttpClientKind {

    /** The JDK's own connections: the one that loads fastest. */
    URL {
        @Override
        SdkHttpClient create(@Nullable TlsTrustManagersProvider trust) {
            return UrlConnectionHttpClient.builder()
                    .tlsTrustManagersProvider(trust)
                    .build();
        }
    },

    /** Apache's client, the SDK's default. */
    APACHE {
        @Override
        SdkHttpClient create(@Nullable TlsTrustManagersProvider trust) {
            return Apache5HttpClient.builder()
                    .maxConnections(200)
                    .tlsTrustManagersProvider(trust)
                    .build();
        }
    };

    /** {@return a new client that trusts what {@code trust} says; null for what the JDK trusts} */
    abstract SdkHttpClient create(@Nullable TlsTrustManagersProvider trust);
}
