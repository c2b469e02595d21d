// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import dev.semel.platform.functions.QueuedDelivery;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Ways to the services that take messages, found by the target's ARN. Thread-safe. */
public final class Targets implements QueuedDelivery {

    private final Map<String, QueuedDelivery> services = new ConcurrentHashMap<>();

    /** Makes a table without services. */
    public Targets() {}

    /**
     * Adds a service.
     *
     * @param service the service's name in ARNs
     * @param delivery the way to it
     */
    public void add(String service, QueuedDelivery delivery) {
        services.put(service, delivery);
    }

    @Override
    public void send(String arn, String body, Map<String, String> attributes) throws IOException, InterruptedException {
        QueuedDelivery delivery =
                Arn.parse(arn).map(name -> services.get(name.service())).orElse(null);
        if (delivery == null) {
            throw new ServiceException(400, "InvalidParameterValue", "nothing is delivered to " + arn + " here");
        }
        delivery.send(arn, body, attributes);
    }
}
