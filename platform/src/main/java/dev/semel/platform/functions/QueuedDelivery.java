// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import java.io.IOException;
import java.util.Map;

/** Way to a queue, topic, function or event bus. Implementations are thread-safe. */
public interface QueuedDelivery {

    /**
     * Delivers a message.
     *
     * @param arn the ARN of the target
     * @param body the message
     * @param attributes the message's attributes, where the target has such; all are texts
     * @throws IOException if the target's engine does not answer
     * @throws InterruptedException if the thread was interrupted
     * @throws dev.semel.platform.http.ServiceException if the target is absent or refuses the message
     */
    void send(String arn, String body, Map<String, String> attributes) throws IOException, InterruptedException;
}
