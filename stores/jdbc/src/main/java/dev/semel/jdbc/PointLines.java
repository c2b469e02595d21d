// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.Blob;
import dev.semel.model.RecoveryPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Recovery points as lines of text, so that one statement appends a point and sees whether its name is there already: a
 * line feed, then name, attempt, moment and value, with a space between them. {@code -} is no value.
 */
final class PointLines {

    private PointLines() {}

    /** {@return the lines of all points} */
    static String of(List<RecoveryPoint> points) {
        StringBuilder lines = new StringBuilder();
        points.forEach(point -> lines.append(line(point)));
        return lines.toString();
    }

    static String line(RecoveryPoint point) {
        Blob value = point.value();
        return mark(point.name()) + point.attempt() + " " + point.reachedAt().toEpochMilli() + " "
                + (value == null ? "-" : Base64.getEncoder().encodeToString(value.toByteArray()));
    }

    /** {@return the beginning of the line of a name, which no other line has} */
    static String mark(String name) {
        return "\n" + AsciiText.escape(name).replace(" ", "%0020") + " ";
    }

    /**
     * {@return the points in the lines}
     *
     * @throws IllegalArgumentException if they are not such lines
     */
    static List<RecoveryPoint> points(String lines) {
        List<RecoveryPoint> points = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isEmpty()) {
                points.add(point(line.split(" ", -1)));
            }
        }
        return points;
    }

    private static RecoveryPoint point(String[] parts) {
        if (parts.length != 4) {
            throw new IllegalArgumentException("a recovery point has " + parts.length + " parts");
        }
        return new RecoveryPoint(
                AsciiText.unescape(parts[0]),
                parts[3].equals("-") ? null : Blob.of(Base64.getDecoder().decode(parts[3])),
                Integer.parseInt(parts[1]),
                Instant.ofEpochMilli(Long.parseLong(parts[2])));
    }
}
