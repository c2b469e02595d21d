// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The calls by which code leaves the world, each by a pattern of {@code owner.method+descriptor}. */
final class EscapeTable {

    private static final Map<Pattern, EscapeKind> CALLS = calls();

    private EscapeTable() {}

    private static Map<Pattern, EscapeKind> calls() {
        Map<Pattern, EscapeKind> calls = new LinkedHashMap<>();
        String dates = "(Instant|LocalDate|LocalDateTime|LocalTime|ZonedDateTime|OffsetDateTime|OffsetTime|Year|"
                + "YearMonth|MonthDay)";
        add(calls, EscapeKind.CLOCK, "java/lang/System\\.(currentTimeMillis|nanoTime)\\(.*");
        add(calls, EscapeKind.CLOCK, "java/time/" + dates + "\\.now\\((?!Ljava/time/Clock;).*");
        add(calls, EscapeKind.CLOCK, "java/time/(chrono/\\w+)\\.(now|dateNow)\\((?!Ljava/time/Clock;).*");
        add(calls, EscapeKind.CLOCK, "java/time/(Clock|InstantSource)\\.(system|tickMillis|tickSeconds|tickMinutes).*");
        add(calls, EscapeKind.CLOCK, "java/util/(Date|GregorianCalendar)\\.<init>\\(\\)V");
        add(calls, EscapeKind.CLOCK, "java/util/Calendar\\.getInstance.*");
        add(calls, EscapeKind.RANDOMNESS, "java/util/UUID\\.randomUUID.*");
        add(calls, EscapeKind.RANDOMNESS, "java/lang/(Strict)?Math\\.random.*");
        add(calls, EscapeKind.RANDOMNESS, "java/util/(Split|Splittable)?Random\\.<init>\\(\\)V");
        add(calls, EscapeKind.RANDOMNESS, "java/security/SecureRandom\\.(<init>|getInstance).*");
        add(calls, EscapeKind.RANDOMNESS, "java/util/concurrent/ThreadLocalRandom\\.current.*");
        add(calls, EscapeKind.RANDOMNESS, "java/util/random/RandomGenerator(Factory)?\\.(getDefault|of|create).*");
        add(calls, EscapeKind.RANDOMNESS, "java/util/Collections\\.shuffle\\(Ljava/util/List;\\)V");
        add(calls, EscapeKind.SLEEP, "java/lang/Thread\\.(sleep|onSpinWait|yield)\\(.*");
        add(calls, EscapeKind.SLEEP, "java/util/concurrent/TimeUnit\\.sleep.*");
        add(calls, EscapeKind.SLEEP, "java/lang/Object\\.wait\\(.*");
        add(calls, EscapeKind.SLEEP, "java/util/concurrent/locks/LockSupport\\.park.*");
        add(
                calls,
                EscapeKind.SLEEP, // a wait that ends by the machine's clock
                "java/util/concurrent/(?!TimeUnit\\.)[\\w/]+\\.\\w+\\(.*JLjava/util/concurrent/TimeUnit;.*");
        add(calls, EscapeKind.SLEEP, "java/util/concurrent/locks/Condition\\.await(Nanos|Until)\\(.*");
        add(calls, EscapeKind.THREADS, "java/lang/ThreadLocal\\.(<init>|withInitial)\\(.*");
        add(calls, EscapeKind.THREADS, "java/lang/Thread\\.(getName|getId|threadId|hashCode|toString)\\(.*");
        add(calls, EscapeKind.THREADS, "java/lang/Thread\\.(<init>|start|startVirtualThread|ofVirtual|ofPlatform).*");
        add(calls, EscapeKind.THREADS, "java/util/concurrent/Executors\\.new.*");
        add(
                calls,
                EscapeKind.THREADS,
                "java/util/concurrent/(ThreadPoolExecutor|ScheduledThreadPoolExecutor|ForkJoinPool)\\.(<init>|commonPool).*");
        add(
                calls,
                EscapeKind.THREADS, // without an executor that it is given
                "java/util/concurrent/Compl(etableFuture|etionStage)\\.\\w+Async\\("
                        + "(?![^)]*Ljava/util/concurrent/Executor;\\)).*");
        add(calls, EscapeKind.THREADS, "java/util/\\w+\\.parallelStream\\(.*");
        add(calls, EscapeKind.THREADS, "java/util/stream/\\w+\\.parallel\\(.*");
        add(calls, EscapeKind.THREADS, "java/util/Timer\\.<init>.*");
        add(calls, EscapeKind.NETWORK, "java/net/(Socket|ServerSocket|DatagramSocket|MulticastSocket)\\.<init>.*");
        add(calls, EscapeKind.NETWORK, "java/net/URL\\.(openConnection|openStream|getContent)\\(.*");
        add(calls, EscapeKind.NETWORK, "java/net/http/HttpClient\\.(newHttpClient|newBuilder)\\(.*");
        add(calls, EscapeKind.NETWORK, "java/nio/channels/\\w*SocketChannel\\.open\\(.*");
        add(calls, EscapeKind.NETWORK, "software/amazon/awssdk/services/[\\w/]+Client\\.(create|builder)\\(.*");
        add(calls, EscapeKind.NETWORK, "com/amazonaws/services/[\\w/]+ClientBuilder\\.(defaultClient|standard)\\(.*");
        add(calls, EscapeKind.ENVIRONMENT, "java/lang/System\\.(getenv|getProperty|getProperties|setProperty)\\(.*");
        add(calls, EscapeKind.ENVIRONMENT, "java/lang/(Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean)\\(.*");
        add(calls, EscapeKind.ENVIRONMENT, "java/net/InetAddress\\.get(LocalHost|ByName|AllByName)\\(.*");
        add(calls, EscapeKind.ENVIRONMENT, "java/net/NetworkInterface\\.(get|networkInterfaces).*");
        add(calls, EscapeKind.ENVIRONMENT, "java/lang/ProcessHandle\\.(current|of|allProcesses)\\(.*");
        add(calls, EscapeKind.ENVIRONMENT, "java/lang/Runtime\\.(availableProcessors|\\w+Memory|exec)\\(.*");
        add(calls, EscapeKind.ENVIRONMENT, "java/lang/ProcessBuilder\\.<init>.*");
        add(calls, EscapeKind.ENVIRONMENT, "java/lang/management/ManagementFactory\\..*");
        add(
                calls,
                EscapeKind.FILES,
                "java/io/(FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)\\.<init>.*");
        add(
                calls,
                EscapeKind.FILES,
                "java/io/File\\.(createTempFile|createNewFile|delete|exists|length|lastModified|list|listFiles|mkdirs?)"
                        + "\\(.*");
        add(calls, EscapeKind.FILES, "java/nio/file/Files\\..*");
        add(calls, EscapeKind.FILES, "java/nio/channels/FileChannel\\.open.*");
        add(calls, EscapeKind.DEFAULTS, "java/time/ZoneId\\.systemDefault.*");
        add(calls, EscapeKind.DEFAULTS, "java/util/(TimeZone|Locale)\\.getDefault\\(.*");
        add(calls, EscapeKind.DEFAULTS, "java/lang/String\\.to(Lower|Upper)Case\\(\\)Ljava/lang/String;");
        add(calls, EscapeKind.DEFAULTS, "java/text/SimpleDateFormat\\.<init>\\((Ljava/lang/String;)?\\)V");
        add(calls, EscapeKind.DEFAULTS, "java/text/NumberFormat\\.get\\w*Instance\\(\\).*");
        add(calls, EscapeKind.DEFAULTS, "java/text/DateFormat\\.get\\w*Instance\\([^L]*\\).*");
        add(calls, EscapeKind.DEFAULTS, "java/time/format/DateTimeFormatter\\.ofLocalized.*");
        add(
                calls,
                EscapeKind.DEFAULTS,
                "java/time/format/DateTimeFormatter\\.ofPattern\\(Ljava/lang/String;\\)Ljava.*");
        add(calls, EscapeKind.DEFAULTS, "java/nio/charset/Charset\\.defaultCharset.*");
        add(calls, EscapeKind.IDENTITY, "java/lang/System\\.identityHashCode.*");
        add(calls, EscapeKind.IDENTITY, "java/lang/(Enum|Class|Module|ClassLoader)\\.hashCode\\(\\)I");
        add(calls, EscapeKind.IDENTITY, "java/util/IdentityHashMap\\.<init>.*");
        return Map.copyOf(calls);
    }

    private static void add(Map<Pattern, EscapeKind> calls, EscapeKind kind, String pattern) {
        calls.put(Pattern.compile(pattern), kind);
    }

    /** {@return the kind of thing that a call uses; empty if it stays within the world} */
    static Optional<EscapeKind> of(Code.Call call) {
        String text = call.owner() + "." + call.method() + call.descriptor();
        return CALLS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(text).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
