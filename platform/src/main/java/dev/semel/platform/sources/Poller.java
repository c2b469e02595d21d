// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

/** Reader of a source, which one thread runs until it is stopped. */
interface Poller extends Runnable {

    /** Ends the reading after what is under way. */
    void stop();
}
