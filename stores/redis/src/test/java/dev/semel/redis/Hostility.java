// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A state in which a real server refuses all that the store asks for, and which passes. */
enum Hostility {
    READONLY("READONLY: the client is connected to a replica") {
        @Override
        void begin(Scene scene) {
            scene.admin().replicaof("127.0.0.1", 1);
        }

        @Override
        void end(Scene scene) {
            scene.admin().replicaofNoOne();
        }
    },
    LOADING("LOADING") {
        @Override
        void begin(Scene scene) {
            Jedis admin = scene.admin();
            send(admin, "DEBUG", "POPULATE", "800", "filling", "50000"); // while it loads, it answers every 2 MB
            admin.configSet("rdbcompression", "no");
            admin.configSet("key-load-delay", "8000");
            Thread.ofVirtual().start(() -> {
                try (Jedis reloading = new Jedis("127.0.0.1", scene.server().port(), 60_000)) {
                    send(reloading, "DEBUG", "RELOAD");
                } catch (JedisException theServerIsClosed) {
                    // The test was quicker than the reload.
                }
            });
            scene.server().await(() -> isLoading(scene));
        }

        @Override
        void end(Scene scene) {
            scene.server().await(() -> hastened(scene) && !isLoading(scene));
        }

        private boolean hastened(Scene scene) {
            try {
                return scene.admin().configSet("key-load-delay", "0").equals("OK");
            } catch (JedisException notWhileItLoads) {
                return false;
            }
        }
    },
    OOM("OOM: its memory is full") {
        @Override
        void begin(Scene scene) {
            scene.admin().configSet("maxmemory", "1");
        }

        @Override
        void end(Scene scene) {
            scene.admin().configSet("maxmemory", "0");
        }
    },
    BUSY("BUSY") {
        @Override
        void begin(Scene scene) {
            scene.admin().configSet("lua-time-limit", "1");
            Thread.ofVirtual().start(() -> {
                try (Jedis busy = new Jedis("127.0.0.1", scene.server().port(), 60_000)) {
                    busy.eval("while true do end");
                } catch (JedisException killed) {
                    // The test is over.
                }
            });
            scene.server().await(() -> isBusy(scene));
        }

        @Override
        void end(Scene scene) {
            scene.admin().scriptKill();
        }
    },
    CLUSTERDOWN("CLUSTERDOWN") {
        @Override
        LocalRedis start() {
            return LocalRedis.startNode();
        }

        @Override
        void begin(Scene scene) {
            // A node without slots is down.
        }

        @Override
        void end(Scene scene) {
            scene.admin().clusterAddSlots(IntStream.range(0, 16_384).toArray());
            scene.server().await(() -> scene.admin().clusterInfo().contains("cluster_state:ok"));
        }
    };

    /**
     * A server and a connection to it.
     *
     * @param server the server
     * @param admin the connection
     */
    record Scene(LocalRedis server, Jedis admin) {}

    /** The beginning of what the user is told. */
    final String told;

    Hostility(String told) {
        this.told = told;
    }

    LocalRedis start() {
        return LocalRedis.start();
    }

    abstract void begin(Scene scene);

    abstract void end(Scene scene);

    private static boolean isLoading(Scene scene) {
        try {
            return !scene.admin().ping().equals("PONG");
        } catch (JedisException e) {
            return true;
        }
    }

    private static boolean isBusy(Scene scene) {
        try {
            return scene.admin().dbSize() < 0;
        } catch (JedisException e) {
            return String.valueOf(e.getMessage()).startsWith("BUSY");
        }
    }

    private static void send(Jedis admin, String command, String... arguments) {
        admin.sendCommand(() -> command.getBytes(StandardCharsets.US_ASCII), arguments);
    }
}
