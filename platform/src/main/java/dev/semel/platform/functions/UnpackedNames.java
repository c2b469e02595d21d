// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.platform.http.ServiceException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of a zip's entries while they are unpacked. Each becomes exactly one file or folder of its own name inside
 * the target, or is refused: nothing is renamed, overwritten, cut off or followed. Confined to one thread.
 */
final class UnpackedNames {

    private static final int SHOWN = 200;

    private final Path folder;
    private final Map<String, ZipDirectory.Kind> listed;
    private final Set<String> taken = new HashSet<>();
    private final Map<Path, Boolean> isFolder = new HashMap<>();

    UnpackedNames(Path folder, ZipDirectory directory) {
        this.folder = folder;
        this.listed = directory.entries();
    }

    /** {@return the place of the next entry} A name that ends with a slash is a folder, and may be there twice. */
    Path take(String name) {
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw refused("a control character in the name of an entry", name);
        }
        Path place = inside(name);
        boolean folderByName = name.endsWith("/");
        ZipDirectory.Kind kind = listed.get(name);
        if (kind == null) {
            throw refused("an entry that its directory does not list", name);
        }
        if (kind == ZipDirectory.Kind.OTHER) {
            throw refused("a symbolic link, or another entry that is no file and no folder", name);
        }
        if (kind == (folderByName ? ZipDirectory.Kind.FILE : ZipDirectory.Kind.FOLDER)) {
            throw refused("an entry that is a file and a folder", name);
        }
        Path below = folder.relativize(place);
        for (int depth = 1; depth < below.getNameCount(); depth++) {
            requireSame(below.subpath(0, depth), true, name);
        }
        if (requireSame(below, folderByName, name) && !folderByName) {
            throw refused("the same entry twice", name);
        }
        taken.add(name);
        return place;
    }

    /** Refuses a zip whose directory lists what is not there. */
    void requireAll() {
        listed.keySet().stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refused("an entry in its directory that is not there", name);
                });
    }

    /** {@return whether the place was taken before} */
    private boolean requireSame(Path place, boolean asFolder, String name) {
        Boolean before = isFolder.putIfAbsent(place, asFolder);
        if (before != null && before != asFolder) {
            throw refused("an entry that is a file and a folder", name);
        }
        return before != null;
    }

    private Path inside(String name) {
        try {
            Path place = folder.resolve(name).normalize();
            if (name.indexOf('\\') < 0 && place.startsWith(folder) && !place.equals(folder)) {
                return place;
            }
        } catch (InvalidPathException e) {
            // refused below
        }
        throw refused("an entry outside of its target folder", name);
    }

    private static ServiceException refused(String what, String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(SHOWN)
                .forEach(point -> shown.append(
                        point == '\\' || !isPrintable(point)
                                ? String.format("\\u%04x", point)
                                : Character.toString(point)));
        return FunctionConfig.invalid("the zip has " + what + ": '" + shown + "'. Pack regular files and folders, each"
                + " under one name inside the folder");
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true; // an int is no sealed type
        };
    }
}
