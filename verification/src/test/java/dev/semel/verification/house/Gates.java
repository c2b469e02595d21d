// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The compiler, with the flags that the build gives it, and the formatter, each run on one sample as its own process.
 */
record Gates(Path folder) {
    /** The output of a gate, and whether it let the sample pass. */
    record Answer(boolean passed, String output) {}

    Answer compile(String sample) throws Exception {
        List<String> flags = buildFlags();
        List<String> command = new ArrayList<>(List.of(tool("javac")));
        command.addAll(flags);
        command.addAll(List.of(
                "--release", "21", "-proc:none", "-d", folder.resolve("classes").toString()));
        command.addAll(List.of("-cp", classPath(), "-processorpath", classPath()));
        command.add(copy(sample).toString());
        return run(command);
    }

    Answer format(String sample) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        buildFlags().stream()
                .filter(flag -> flag.startsWith("-J--add-"))
                .map(flag -> flag.substring("-J".length()))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath(), "com.palantir.javaformat.java.Main"));
        command.addAll(List.of(
                "--palantir", "--dry-run", "--set-exit-if-changed", copy(sample).toString()));
        return run(command);
    }

    /** Reads the flags out of the root pom, so that this tests what the build does and not a copy of it. */
    private static List<String> buildFlags() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Path pom = Path.of(System.getProperty("basedir", "."), "..", "pom.xml");
        NodeList lists = factory.newDocumentBuilder().parse(pom.toFile()).getElementsByTagName("compilerArgs");
        return elements(lists)
                .flatMap(list -> elements(list.getElementsByTagName("arg")))
                .map(Element::getTextContent)
                .toList();
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(index -> (Element) nodes.item(index));
    }

    private Answer run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor() == 0, output);
    }

    private Path copy(String sample) throws IOException {
        Path target = folder.resolve(sample + ".java");
        try (InputStream source = Gates.class.getResourceAsStream("/gates/" + sample + ".java.txt")) {
            if (source == null) {
                throw new IllegalArgumentException("no sample " + sample);
            }
            Files.copy(source, target);
        }
        return target;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
