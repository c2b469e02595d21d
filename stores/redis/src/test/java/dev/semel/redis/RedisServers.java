// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one Redis server, and the one cluster of one node, of the tests of a JVM; started on demand. */
public final class RedisServers implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RedisServers.class);

    private static final Map<Class<?>, Supplier<?>> RESOURCES = Map.of(
            LocalRedis.class, LocalRedis::start, LocalCluster.class, () -> new LocalCluster(LocalRedis.startCluster()));

    /** A cluster of one node. */
    record LocalCluster(LocalRedis server) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return RESOURCES.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(type, key -> RESOURCES.get(type).get(), Object.class);
    }
}
