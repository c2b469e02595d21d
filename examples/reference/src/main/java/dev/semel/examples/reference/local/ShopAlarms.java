// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.platform.http.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The template's alarms, compared with the metrics of the platform. On AWS a period of five minutes is compared, here
 * everything since the start.
 */
final class ShopAlarms {

    private static final String LARGER = "GreaterThanThreshold";

    /**
     * An alarm with its metric.
     *
     * @param subject the operation or the queue
     * @param metric the metric's name
     * @param value the value of the metric
     * @param threshold the value above which the alarm goes off
     */
    record State(String subject, String metric, double value, double threshold) {

        boolean isOn() {
            return value > threshold;
        }
    }

    private ShopAlarms() {}

    /**
     * {@return the alarms in the order of the template}
     *
     * @param shop the shop
     */
    static List<State> read(LocalShop shop) throws IOException, InterruptedException {
        List<State> states = new ArrayList<>();
        for (JsonNode resource :
                JsonTree.parse(Files.readAllBytes(shop.template())).path("Resources")) {
            JsonNode alarm = resource.path("Properties");
            if (resource.path("Type").asText().equals("AWS::CloudWatch::Alarm")
                    && alarm.path("ComparisonOperator").asText().equals(LARGER)) {
                states.add(state(alarm, shop));
            }
        }
        return states;
    }

    private static State state(JsonNode alarm, LocalShop shop) throws IOException, InterruptedException {
        String metric = alarm.path("MetricName").asText();
        JsonNode dimension = alarm.path("Dimensions").path(0).path("Value");
        double threshold = alarm.path("Threshold").asDouble();
        if (!alarm.path("Namespace").asText().equals("AWS/SQS")) {
            String operation = dimension.asText();
            return new State(operation, metric, shop.metric(operation, metric), threshold);
        }
        String queue = "Shop-" + dimension.path("Fn::GetAtt").path(0).asText();
        return new State(queue, metric, shop.messages(queue), threshold);
    }
}
