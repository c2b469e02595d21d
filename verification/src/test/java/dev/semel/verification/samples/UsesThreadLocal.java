// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

/** Bad on purpose: passes a value by the thread. */
final class UsesThreadLocal {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private UsesThreadLocal() {}

    static String current() {
        return CURRENT.get();
    }
}
