// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.report;

import dev.semel.benchmarks.contest.Path;
import dev.semel.benchmarks.contest.Side;
import dev.semel.benchmarks.measure.Comparison;
import dev.semel.benchmarks.measure.Quartiles;
import dev.semel.benchmarks.measure.Series;
import java.util.List;
import java.util.Locale;

/** Draws results: a row for each path, a column for each delay, a bar for each contestant, as long as its median. */
public final class SvgPlot {

    private static final int NAME = 120;
    private static final int BAR = 180;
    private static final int VALUE = 70;
    private static final int COLUMN = NAME + BAR + VALUE;
    private static final int LINE = 16;
    private static final int TITLE = 30;
    private static final int MARGIN = 10;

    private final StringBuilder svg = new StringBuilder();

    private SvgPlot() {}

    /** {@return an SVG document} */
    public static String of(List<Comparison> comparisons) {
        SvgPlot plot = new SvgPlot();
        int columns = 0;
        int y = MARGIN;
        for (Path path :
                comparisons.stream().map(one -> one.contest().path()).distinct().toList()) {
            List<Comparison> row = comparisons.stream()
                    .filter(one -> one.contest().path() == path)
                    .toList();
            columns = Math.max(columns, row.size());
            y = plot.row(path, row, y);
        }
        return """
               <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" font-family="sans-serif" font-size="11">
               <title>Milliseconds for each path, medians with quartiles</title>
               <rect width="%1$d" height="%2$d" fill="white"/>
               %3$s</svg>
               """.formatted(columns * COLUMN + 2 * MARGIN, y + MARGIN, plot.svg);
    }

    /** Draws a row and returns where the next one begins. */
    private int row(Path path, List<Comparison> row, int top) {
        text(MARGIN, top + LINE, "start\" font-weight=\"bold", path.title());
        int y = top + LINE;
        int bottom = y;
        int x = MARGIN;
        for (Comparison comparison : row) {
            bottom = Math.max(bottom, panel(comparison, x, y));
            x += COLUMN;
        }
        return bottom + LINE;
    }

    private int panel(Comparison comparison, int x, int top) {
        double longest = comparison.series().stream()
                .mapToDouble(series -> Quartiles.of(series.millis()).upper())
                .max()
                .orElse(1);
        text(
                x + NAME,
                top + LINE,
                "start\" fill=\"gray",
                comparison.delay().toMillis() + " ms per request, " + comparison.wire());
        int y = top + TITLE;
        for (Series series : comparison.series()) {
            bar(series, BAR / longest, x, y);
            y += LINE;
        }
        return y;
    }

    private void bar(Series series, double scale, int x, int y) {
        Quartiles millis = Quartiles.of(series.millis());
        int left = x + NAME;
        text(left - 6, y + LINE - 5, "end", series.contestant().name());
        element(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                left,
                y + 2,
                millis.median() * scale,
                LINE - 5,
                color(series.contestant().side())));
        element(String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %d H%.1f\" stroke=\"black\"/>",
                left + millis.lower() * scale,
                y + LINE / 2,
                left + millis.upper() * scale));
        text(
                left + (int) Math.ceil(millis.upper() * scale) + 6,
                y + LINE - 5,
                "start",
                String.format(Locale.ROOT, "%.2f", millis.median()));
    }

    private static String color(Side side) {
        return switch (side) {
            case BARE -> "#cccccc";
            case FLOOR -> "#999999";
            case OURS -> "#2a7fba";
            case PEER -> "#e08b3c";
        };
    }

    private void text(int x, int y, String anchor, String words) {
        element(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, words));
    }

    private void element(String xml) {
        svg.append(xml).append('\n');
    }
}
