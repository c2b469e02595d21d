// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.EffectPoint;
import dev.semel.prover.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DateFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Handlers that leave the world of the prover, each in one way. They stand outside of Semel's packages. */
public final class EscapingOrders implements RequestStreamHandler {

    private static final List<String> SEEN = new ArrayList<>();
    private static int count;

    private final EffectPoint charge;
    private final UnaryOperator<String> escape;

    private EscapingOrders(World world, UnaryOperator<String> escape) {
        this.charge = world.effect("charge").honouringKeys();
        this.escape = escape;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String order = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        charge.happen(order, order);
        String unused = escape.apply(order); // an answer with it would differ in each run
    }

    public static RequestStreamHandler clock(World world) {
        return new EscapingOrders(world, order -> order + Instant.now());
    }

    public static RequestStreamHandler clockPassedOn(World world) {
        InstantSource clock = InstantSource.system();
        return new EscapingOrders(world, order -> order + clock.instant());
    }

    public static RequestStreamHandler randomness(World world) {
        return new EscapingOrders(world, order -> UUID.randomUUID().toString());
    }

    public static RequestStreamHandler methodReference(World world) {
        return new EscapingOrders(world, EscapingOrders::drawn);
    }

    private static String drawn(String order) {
        return order + Math.random();
    }

    public static RequestStreamHandler threads(World world) {
        return new EscapingOrders(world, order -> {
            Executors.newSingleThreadExecutor().shutdownNow();
            return order;
        });
    }

    public static RequestStreamHandler taskOfTheCommonPool(World world) {
        return new EscapingOrders(world, order -> {
            CompletableFuture.runAsync(() -> {}).join();
            return order;
        });
    }

    public static RequestStreamHandler sleep(World world) {
        return new EscapingOrders(world, order -> {
            try {
                Thread.sleep(0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return order;
        });
    }

    public static RequestStreamHandler waitsByTheClock(World world) {
        return new EscapingOrders(world, order -> {
            try {
                return order + new CountDownLatch(0).await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return order;
            }
        });
    }

    public static RequestStreamHandler keepsByThread(World world) {
        ThreadLocal<Integer> served = ThreadLocal.withInitial(() -> 0);
        return new EscapingOrders(world, order -> {
            served.set(served.get() + 1);
            return order + served.get();
        });
    }

    public static RequestStreamHandler network(World world) {
        return new EscapingOrders(world, order -> {
            try (HttpClient client = HttpClient.newHttpClient()) {
                return client.version().name();
            }
        });
    }

    public static RequestStreamHandler staticCounter(World world) {
        return new EscapingOrders(world, order -> order + count++);
    }

    public static RequestStreamHandler staticList(World world) {
        return new EscapingOrders(world, order -> {
            SEEN.add(order);
            return order;
        });
    }

    public static RequestStreamHandler staticCache(World world) {
        return new EscapingOrders(world, order -> order + Cache.OF_ORDERS.seen.size());
    }

    /** An object whose fields are final and whose content is not. */
    private static final class Cache {

        static final Cache OF_ORDERS = new Cache();

        private final Map<String, String> seen = new HashMap<>();
    }

    public static RequestStreamHandler environment(World world) {
        return new EscapingOrders(world, order -> order + System.getenv("TABLE"));
    }

    public static RequestStreamHandler files(World world) {
        return new EscapingOrders(world, order -> order + Files.exists(Path.of("orders")));
    }

    public static RequestStreamHandler locale(World world) {
        return new EscapingOrders(world, String::toUpperCase);
    }

    public static RequestStreamHandler identity(World world) {
        return new EscapingOrders(world, order -> order + System.identityHashCode(order));
    }

    /** The sizes, whose hash codes are identities. */
    enum Size {
        SMALL
    }

    /** A value with an enum, and so with a hash code that differs in each run. */
    record Parcel(Size size, String order) {}

    public static RequestStreamHandler hashOfAnEnum(World world) {
        return new EscapingOrders(world, order -> order + Size.SMALL.hashCode());
    }

    public static RequestStreamHandler hashOfValues(World world) {
        return new EscapingOrders(world, order -> order + Objects.hash(Size.SMALL, order));
    }

    public static RequestStreamHandler hashOfARecord(World world) {
        return new EscapingOrders(world, order -> order + new Parcel(Size.SMALL, order).hashCode());
    }

    public static RequestStreamHandler machine(World world) {
        return new EscapingOrders(world, order -> {
            try {
                return order + InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return order;
            }
        });
    }

    public static RequestStreamHandler process(World world) {
        return new EscapingOrders(
                world, order -> order + ProcessHandle.current().pid());
    }

    public static RequestStreamHandler processors(World world) {
        return new EscapingOrders(world, order -> order + Runtime.getRuntime().availableProcessors());
    }

    public static RequestStreamHandler nameOfTheThread(World world) {
        return new EscapingOrders(world, order -> order + Thread.currentThread().getName());
    }

    public static RequestStreamHandler dateOfTheLocale(World world) {
        return new EscapingOrders(
                world,
                order -> order
                        + DateFormat.getDateInstance()
                                .format(Date.from(world.clock().instant())));
    }

    /** The fixed twin of all: it takes everything from the world, or from its constructor. */
    public static RequestStreamHandler staying(World world) {
        return new StayingOrders(world.clock(), world.effect("charge").honouringKeys());
    }

    /** A value. */
    record Prices(List<String> all) {

        Prices {
            all = List.copyOf(all);
        }
    }

    /** Its other constructor, which no proof calls, may read the environment. */
    static final class StayingOrders implements RequestStreamHandler {

        private static final Map<String, String> CURRENCIES = Map.of("order-1", "EUR");
        private static final String NAME = "charge";
        private static final Prices PRICES = new Prices(List.of("5 EUR"));

        private final InstantSource clock;
        private final EffectPoint charge;

        @SuppressWarnings("unused") // as for production
        StayingOrders(World world) {
            this(InstantSource.system(), world.effect(System.getenv("EFFECT")));
        }

        StayingOrders(InstantSource clock, EffectPoint charge) {
            this.clock = clock;
            this.charge = charge;
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String order = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            Random drawn = new Random(order.hashCode());
            charge.happen(
                    order,
                    order.toLowerCase(Locale.ROOT) + NAME + CURRENCIES.get(order) + PRICES.all() + drawn.nextInt(5));
            output.write(String.valueOf(clock.instant()).getBytes(StandardCharsets.UTF_8));
        }
    }
}
