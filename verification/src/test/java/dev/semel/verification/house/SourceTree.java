// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java sources below one folder, and the rules that only the text can break. Each rule returns its violations, one
 * line each; none is the goal.
 *
 * @param root the folder
 */
record SourceTree(Path root) {

    private static final int COLUMNS = 120;

    private static final String TEXT_BLOCK = "\"".repeat(3);

    /** Folders with sources that are generated, bad on purpose, or a user's project of its own. */
    private static final Set<String> LEFT_OUT = Set.of("target", "node_modules", ".git", "samples", "tutorial");

    /** The start of a comment, then a word that begins a clause without a noun. */
    private static final Pattern HEADLESS = Pattern.compile(
            "/\\*\\*[\\s*]*(What|Who|Whoever|Whose|Where|Wherever|How|When|Whenever|Whether|Which|Why)\\b[^\\n]*");

    /**
     * {@return the lines that are too long, but for those of literals: the formatter breaks every other line of code}
     */
    List<String> longLines() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            List<String> lines = Files.readAllLines(file);
            boolean isInText = false;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                isInText ^= line.split(TEXT_BLOCK, -1).length % 2 == 0;
                if (line.codePointCount(0, line.length()) > COLUMNS && !isInText && !line.contains("\"")) {
                    found.add(place(file, i + 1) + " has more than " + COLUMNS + " columns");
                }
            }
        }
        return found;
    }

    List<String> headlessComments() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            Matcher matcher = HEADLESS.matcher(text);
            while (matcher.find()) {
                int line = (int) text.substring(0, matcher.start(1)).lines().count();
                found.add(place(file, line) + " begins with '" + matcher.group(1) + "', not with a noun or a verb");
            }
        }
        return found;
    }

    List<String> namesUsedTwice() throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (!name.equals("package-info.java") && !name.equals("module-info.java")) {
                places.computeIfAbsent(name.replace(".java", ""), first -> new ArrayList<>())
                        .add(root.relativize(file).toString());
            }
        }
        return places.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " is the name of " + entry.getValue())
                .toList();
    }

    List<String> switchesWithADefault() throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        for (Path file : files()) {
            sources.put(file, Files.readString(file));
        }
        OpenSwitches switches = OpenSwitches.of(sources.values());
        return sources.entrySet().stream()
                .flatMap(source -> switches.in(source.getValue()).stream()
                        .map(line -> place(source.getKey(), line) + " has a default over a type of ours"))
                .toList();
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path name = folder.getFileName();
                return name != null && LEFT_OUT.contains(name.toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private String place(Path file, int line) {
        return root.relativize(file) + ":" + line;
    }
}
