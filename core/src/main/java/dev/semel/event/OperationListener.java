// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.event;

/**
 * Is told what calls of operations come to. Called on the caller's thread, so it must be quick; thread-safe. Whatever it
 * throws is dropped and changes nothing (E5). Events carry no payloads and no results.
 */
@FunctionalInterface
public interface OperationListener {

    /**
     * Is told of one event. New kinds of events may come with new versions: a {@code switch} over them wants a
     * {@code default}.
     */
    void onEvent(OperationEvent event);
}
