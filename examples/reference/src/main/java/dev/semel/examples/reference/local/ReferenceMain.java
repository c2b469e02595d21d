// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import dev.semel.Waiting;
import dev.semel.platform.jars.JarCache;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** {@code ./semel reference}: deploys the shop on the local platform, and tells its story. */
public final class ReferenceMain {

    private static final String USAGE = """
            Usage: semel reference [--stay]
            Deploys the reference architecture, examples/reference, on the local platform.
            Every event comes twice, at once, and every function is killed in its work.
            Prints what happens, the effects of each order, and the metrics of the alarms.
            --stay: the platform runs on until Ctrl-C, for the other commands.
            Exit status: 0 every effect took place once, 1 one did not, 2 the command line
            is wrong.""";

    private ReferenceMain() {}

    /**
     * Runs the command.
     *
     * @param args the template's file, and the options
     * @throws Exception if something does not start or does not happen in time
     */
    public static void main(String[] args) throws Exception {
        List<String> options = List.of(args).subList(1, args.length);
        if (!List.of("--stay").containsAll(options)) {
            boolean isHelp = options.equals(List.of("--help")) || options.equals(List.of("-h"));
            (isHelp ? System.out : System.err).println(USAGE);
            System.exit(isHelp ? 0 : 2);
        }
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // DynamoDB Local prints its configuration
        System.exit(run(Path.of(args[0]), options.contains("--stay"), out) ? 0 : 1);
    }

    private static boolean run(Path template, boolean stays, PrintStream out) throws Exception {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        JarCache cache = JarCache.of(System.getenv(), Path.of(System.getProperty("user.home")));
        try (LocalShop shop = LocalShop.start(template, classPath, cache, out::println);
                ShopStory story = new ShopStory(shop, out::println, InstantSource.system(), Waiting.sleeping())) {
            story.tell();
            ShopReport report = new ShopReport(shop, story.orders());
            out.println();
            report.lines().forEach(out::println);
            out.println("* charged twice, and the first charge was voided by a person");
            List<String> broken = report.broken();
            broken.forEach(out::println);
            if (stays) {
                stay(shop, out);
            }
            return broken.isEmpty();
        }
    }

    private static void stay(LocalShop shop, PrintStream out) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(shop)));
        out.println();
        shop.lab().environment().forEach((name, value) -> out.println("export " + name + "=" + value));
        out.println("export SEMEL_LAB_ENDPOINT=" + shop.lab().endpoint());
        out.println("export SEMEL_LAB_KEY=" + shop.lab().accessKey());
        out.println("./semel records list --store dynamodb:" + shop.output("Records"));
        out.println("./semel lab metrics");
        new CountDownLatch(1).await();
    }

    private static void close(LocalShop shop) {
        try {
            shop.close();
        } catch (IOException e) {
            System.err.println("semel reference: " + e.getMessage());
        }
    }
}
