// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a page, with the comments above them; see {@link Block}. Not thread-safe. */
final class Blocks {

    private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
    private static final Pattern FROM = Pattern.compile("<!-- from: (\\S+) -->");
    private static final Pattern CONTEXT = Pattern.compile("<!-- compiled in: (\\S+) -->");

    private final Path page;
    private final List<Block> found = new ArrayList<>();
    private @Nullable String source;
    private @Nullable String context;

    private Blocks(Path page) {
        this.page = page;
    }

    static List<Block> of(Path page, String markdown) {
        Blocks blocks = new Blocks(page);
        List<String> lines = markdown.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            at = blocks.read(lines, at);
        }
        return List.copyOf(blocks.found);
    }

    /** Reads one line, or a block that begins there, and returns the number of the last line that was read. */
    private int read(List<String> lines, int at) {
        String line = lines.get(at).strip();
        Matcher from = FROM.matcher(line);
        Matcher in = CONTEXT.matcher(line);
        Matcher fence = FENCE.matcher(lines.get(at));
        if (from.matches()) {
            source = from.group(1);
        } else if (in.matches()) {
            context = in.group(1);
        } else if (fence.matches()) {
            return block(lines, at, fence.group(2));
        }
        return at;
    }

    private int block(List<String> lines, int opening, String language) {
        int closing = opening + 1;
        while (!lines.get(closing).strip().equals("```")) {
            closing++;
        }
        String text = String.join("\n", lines.subList(opening + 1, closing)).stripIndent();
        found.add(new Block(page, opening + 1, language, source, context, text));
        source = null;
        return closing;
    }
}
