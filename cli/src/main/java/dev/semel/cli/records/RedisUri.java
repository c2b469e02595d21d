// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.cli.records.StoreOptions.OpenedStore;
import dev.semel.redis.JedisConnector;
import dev.semel.redis.RedisStore;
import java.net.URI;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;

/** {@code redis://HOST:PORT/DB}, or {@code rediss:} with TLS, by Jedis on the class path. */
final class RedisUri {

    private static final int PORT = 6379;

    private RedisUri() {}

    static OpenedStore open(String text, String prefix, String user, String password) {
        URI uri = uri(text);
        if (uri.getUserInfo() != null) {
            throw new RefusedException(
                    "--store has credentials in it, which others can see; give --store-user and --store-password");
        }
        try {
            return opened(uri, prefix, user, password);
        } catch (NoClassDefFoundError e) {
            throw new RefusedException("Jedis is not on the class path; put redis.clients:jedis and what it needs there"
                    + " by the variable SEMEL_CLASS_PATH");
        }
    }

    private static OpenedStore opened(URI uri, String prefix, String user, String password) {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder().database(database(uri));
        if (uri.getScheme().equals("rediss")) {
            config.sslOptions(SslOptions.defaults());
        }
        if (!user.isEmpty()) {
            config.user(user);
        }
        if (!password.isEmpty()) {
            config.password(password);
        }
        HostAndPort server = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
        RedisClient client = RedisClient.builder()
                .hostAndPort(server)
                .clientConfig(config.build())
                .build();
        return new OpenedStore(
                RedisStore.builder(JedisConnector.of(client)).prefix(prefix).build(), client);
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--store redis: is no address such as redis://localhost:6379/0");
        }
        throw new RefusedException("--store redis: is no address such as redis://localhost:6379/0");
    }

    private static int database(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (!path.matches("[0-9]{0,4}")) {
            throw new RefusedException("--store redis: the path must be the number of a database");
        }
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }
}
