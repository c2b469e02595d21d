// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The compiler of Java blocks: each becomes a file in a package of its own, and all are compiled at once, on the class path
 * of the tests.
 *
 * @param folder takes the class files
 */
record JavaBlocks(Path folder) {

    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:public |final |abstract |sealed |non-sealed )*(?:class|record|interface|enum) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package [^;]+;");
    private static final String PLACE = "// the block\n";

    /** Compiles blocks, and returns what is wrong with them, each with its page and line. */
    List<String> compile(List<Block> blocks) throws IOException {
        List<String> problems = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (Block block : blocks) {
            if (block.isWholeFile() || block.context() != null) {
                sources.add(source(block, sources.size()));
            } else {
                problems.add(
                        block + " is no whole file: put <!-- compiled in: NAME --> or <!-- from: FILE --> above it");
            }
        }
        if (sources.isEmpty()) {
            return problems;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "--release", "21", "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
        compiler.getTask(null, null, diagnostics, options, null, sources).call();
        diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(JavaBlocks::told)
                .forEach(problems::add);
        return problems;
    }

    private static String told(Diagnostic<? extends JavaFileObject> diagnostic) {
        String where = diagnostic.getSource() instanceof Source source ? source.told(diagnostic.getLineNumber()) : "?";
        return where + ": " + diagnostic.getMessage(Locale.ROOT);
    }

    private static Source source(Block block, int number) throws IOException {
        String name = "docs.block" + number;
        String code = block.isWholeFile()
                ? PACKAGE.matcher(block.text()).replaceFirst("")
                : around(block).replace(PLACE, block.text() + "\n");
        Matcher type = TYPE.matcher(code);
        if (!type.find()) {
            throw new IllegalStateException(block + " declares no type");
        }
        return new Source(block, name, type.group(1), "package " + name + "; " + code.stripLeading());
    }

    private static String around(Block block) throws IOException {
        String resource = "/docs/" + block.context() + ".java.txt";
        try (InputStream context = JavaBlocks.class.getResourceAsStream(resource)) {
            if (context == null) {
                throw new IllegalStateException(block + ": there is no resource " + resource);
            }
            return new String(context.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The source of one block. */
    private static final class Source extends SimpleJavaFileObject {

        private final Block block;
        private final String code;

        Source(Block block, String packageName, String type, String code) {
            super(URI.create("string:///" + packageName.replace('.', '/') + "/" + type + ".java"), Kind.SOURCE);
            this.block = block;
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }

        String told(long line) {
            return block + ", '"
                    + code.lines().skip(line - 1).findFirst().orElse("").strip() + "'";
        }
    }
}
