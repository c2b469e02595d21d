// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

/** The connections between a client and the proxy. */
public enum Wire {

    /** Connections without encryption, as to an emulator. */
    PLAIN,

    /** TLS with a certificate of the run, as to DynamoDB: a new connection costs a handshake. */
    TLS;

    /** {@return its name in the tables} */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
