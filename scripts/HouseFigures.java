// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures of a source tree, read from its text only, so that two states of the repository are measured in the same way:
 * types per package, the longest chain of imports in a module, lines that are too long, and the length of a reading
 * path.
 *
 * <p>Arguments: the root of the tree; then the files of the reading path, below the root.
 */
final class HouseFigures {

    private static final Set<String> LEFT_OUT = Set.of("target", "node_modules", ".git", ".jt");
    private static final int COLUMNS = 120;
    private static final int WORDS_A_MINUTE = 240;
    private static final int LINES_A_MINUTE = 40;

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+)(?:\\.\\*)?;");
    private static final Pattern PUBLIC =
            Pattern.compile("(?m)^public (?:[a-z-]+ )*(?:class|interface|record|enum|@interface) ");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");
    /** Comments, text blocks, texts and characters: a name in one of them is no use of a type. */
    private static final Pattern NO_CODE = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'", Pattern.DOTALL);

    private HouseFigures() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        List<Path> files = sources(root);
        packages(root, files);
        modules(root, files);
        longLines(files);
        readingPath(root, Arrays.asList(args).subList(1, args.length));
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(folder.getFileName().toString())
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
        found.sort(null);
        return found;
    }

    /** A type of a package: a file of main sources. */
    private static boolean isType(Path file) {
        String name = file.getFileName().toString();
        return file.toString().contains("/src/main/java/")
                && !name.equals("package-info.java")
                && !name.equals("module-info.java");
    }

    private static String moduleOf(Path root, Path file) {
        String path = root.relativize(file).toString();
        return path.substring(0, path.indexOf("/src/"));
    }

    // --- types per package ------------------------------------------------------------------------------------------

    private static void packages(Path root, List<Path> files) throws IOException {
        Map<String, int[]> counts = new TreeMap<>();
        for (Path file : files) {
            if (isType(file)) {
                String text = Files.readString(file);
                int[] count = counts.computeIfAbsent(moduleOf(root, file) + " " + packageOf(text), first -> new int[2]);
                count[PUBLIC.matcher(text).find() ? 0 : 1]++;
            }
        }
        System.out.println("Types per package (public + package-private):");
        counts.forEach((name, count) ->
                System.out.printf("  %4d = %3d + %3d  %s%n", count[0] + count[1], count[0], count[1], name));
        int most = counts.values().stream().mapToInt(count -> count[0] + count[1]).max().orElse(0);
        System.out.printf("  in %d packages; most in one: %d%n", counts.size(), most);
    }

    private static String packageOf(String text) {
        Matcher matcher = PACKAGE.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    // --- chains of imports ------------------------------------------------------------------------------------------

    private static void modules(Path root, List<Path> files) throws IOException {
        Map<String, List<Path>> modules = new TreeMap<>();
        for (Path file : files) {
            if (isType(file)) {
                modules.computeIfAbsent(moduleOf(root, file), first -> new ArrayList<>()).add(file);
            }
        }
        System.out.println("Rooms (types that need each other), floors (the longest chain of rooms), arrows of rooms:");
        for (Map.Entry<String, List<Path>> module : modules.entrySet()) {
            Map<String, Set<String>> uses = uses(module.getValue());
            List<Set<String>> rooms = rooms(uses);
            Set<String> largest = rooms.stream().max((a, b) -> Integer.compare(a.size(), b.size())).orElse(Set.of());
            System.out.printf("  %3d types, %3d rooms (largest %2d), %2d floors, %3d arrows  %s; in one package: %s%n",
                    uses.size(), rooms.size(), largest.size(), floors(rooms, uses), arrows(rooms, uses),
                    module.getKey(), highestPackage(uses));
        }
    }

    /** The package with the longest chain of its own types: what a reader climbs who reads one package. */
    private static String highestPackage(Map<String, Set<String>> uses) {
        Map<String, Map<String, Set<String>>> packages = new TreeMap<>();
        uses.forEach((type, used) -> {
            String own = type.substring(0, type.lastIndexOf('.'));
            Set<String> within = new TreeSet<>(used);
            within.removeIf(other -> !other.substring(0, other.lastIndexOf('.')).equals(own));
            packages.computeIfAbsent(own, first -> new LinkedHashMap<>()).put(type, within);
        });
        String highest = "";
        int most = 0;
        for (Map.Entry<String, Map<String, Set<String>>> each : packages.entrySet()) {
            int floors = floors(rooms(each.getValue()), each.getValue());
            if (floors > most) {
                most = floors;
                highest = floors + " floors (" + each.getKey() + ", " + each.getValue().size() + " types)";
            }
        }
        return highest;
    }

    /** The types of a module that each of its types names: imported ones, and those of its own package. */
    private static Map<String, Set<String>> uses(List<Path> files) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files) {
            String text = Files.readString(file);
            texts.put(packageOf(text) + "." + file.getFileName().toString().replace(".java", ""), text);
        }
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        texts.forEach((type, text) -> {
            Map<String, String> names = new HashMap<>();
            IMPORT.matcher(text).results().forEach(found -> {
                String name = found.group(1);
                while (!name.isEmpty() && !texts.containsKey(name)) { // a nested type, or a static member
                    name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                }
                if (!name.isEmpty()) {
                    names.put(found.group(1).substring(found.group(1).lastIndexOf('.') + 1), name);
                    names.put(name.substring(name.lastIndexOf('.') + 1), name);
                }
            });
            Set<String> used = new TreeSet<>();
            String code = NO_CODE.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(" ");
            NAME.matcher(code).results().map(found -> found.group()).distinct().forEach(name -> {
                String full = names.getOrDefault(name, packageOf(text) + "." + name);
                if (texts.containsKey(full) && !full.equals(type)) {
                    used.add(full);
                }
            });
            IMPORT.matcher(text).results().map(found -> found.group(1)).filter(name -> !texts.containsKey(name))
                    .map(name -> names.get(name.substring(name.lastIndexOf('.') + 1)))
                    .filter(name -> name != null && !name.equals(type))
                    .forEach(used::add); // static members begin with small letters
            uses.put(type, used);
        });
        return uses;
    }

    /** The strongly connected components (Tarjan), each after those that it uses. */
    private static List<Set<String>> rooms(Map<String, Set<String>> uses) {
        List<Set<String>> rooms = new ArrayList<>();
        Map<String, int[]> seen = new HashMap<>(); // number, lowest number reached
        Deque<String> open = new ArrayDeque<>();
        uses.keySet().forEach(type -> {
            if (!seen.containsKey(type)) {
                visit(type, uses, seen, open, rooms);
            }
        });
        return rooms;
    }

    private static void visit(String type, Map<String, Set<String>> uses, Map<String, int[]> seen, Deque<String> open,
            List<Set<String>> rooms) {
        int[] own = {seen.size(), seen.size()};
        seen.put(type, own);
        open.push(type);
        for (String used : uses.get(type)) {
            if (!seen.containsKey(used)) {
                visit(used, uses, seen, open, rooms);
                own[1] = Math.min(own[1], seen.get(used)[1]);
            } else if (open.contains(used)) {
                own[1] = Math.min(own[1], seen.get(used)[0]);
            }
        }
        if (own[0] == own[1]) {
            Set<String> room = new HashSet<>();
            String last;
            do {
                last = open.pop();
                room.add(last);
            } while (!last.equals(type));
            rooms.add(room);
        }
    }

    private static int floors(List<Set<String>> rooms, Map<String, Set<String>> uses) {
        Map<String, Integer> floors = new HashMap<>();
        int highest = 0;
        for (Set<String> room : rooms) {
            int below = 0;
            for (String type : room) {
                for (String used : uses.get(type)) {
                    below = Math.max(below, room.contains(used) ? 0 : floors.get(used));
                }
            }
            for (String type : room) {
                floors.put(type, below + 1);
            }
            highest = Math.max(highest, below + 1);
        }
        return highest;
    }

    private static int arrows(List<Set<String>> rooms, Map<String, Set<String>> uses) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < rooms.size(); i++) {
            for (String type : rooms.get(i)) {
                numbers.put(type, i);
            }
        }
        Set<List<Integer>> arrows = new HashSet<>();
        uses.forEach((type, used) -> used.forEach(other -> {
            if (!numbers.get(type).equals(numbers.get(other))) {
                arrows.add(List.of(numbers.get(type), numbers.get(other)));
            }
        }));
        return arrows.size();
    }

    // --- lines and words --------------------------------------------------------------------------------------------

    private static void longLines(Collection<Path> files) throws IOException {
        int lines = 0;
        int tooLong = 0;
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                lines++;
                tooLong += line.codePointCount(0, line.length()) > COLUMNS ? 1 : 0;
            }
        }
        System.out.printf(
                "Java: %,d lines in %,d files; longer than %d columns: %d%n", lines, files.size(), COLUMNS, tooLong);
    }

    /** Words of prose and lines of code, at the pace of a reader who is new to both. */
    private static void readingPath(Path root, List<String> names) throws IOException {
        int words = 0;
        int lines = 0;
        for (String name : names) {
            String text = Files.readString(root.resolve(name));
            if (name.endsWith(".java")) {
                lines += (int) text.lines().count();
                continue;
            }
            boolean isCode = false;
            for (String line : text.lines().toList()) {
                if (line.startsWith("```")) {
                    isCode = !isCode;
                } else if (isCode) {
                    lines++;
                } else {
                    words += (int) Pattern.compile("\\S*\\w\\S*").matcher(line).results().count();
                }
            }
        }
        if (!names.isEmpty()) {
            System.out.printf("Reading path: %,d words of prose and %,d lines of code, %d minutes%n", words, lines,
                    Math.round((double) words / WORDS_A_MINUTE + (double) lines / LINES_A_MINUTE));
        }
    }
}
