// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.event;

/**
 * A receiver of events about calls of operations. Called on the caller's thread, so it must be quick; thread-safe. An
 * exception of a listener is dropped and changes nothing (E5). Events carry no payloads and no results.
 */
@FunctionalInterface
public interface OperationListener {

    /**
     * Receives one event. New kinds of events may come with new versions: a {@code switch} over them needs a
     * {@code default}.
     *
     * @param event the event
     */
    void onEvent(OperationEvent event);
}
