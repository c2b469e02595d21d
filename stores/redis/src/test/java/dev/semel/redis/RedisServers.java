// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The one Redis server, and the one cluster of three nodes, of the tests of a JVM; started on demand. */
public final class RedisServers implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RedisServers.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalRedis.class || type == LocalCluster.class || type == Started.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Started started = new Started(context.getRoot().getStore(NAMESPACE));
        if (type == Started.class) {
            return started;
        }
        return type == LocalRedis.class ? started.alone() : started.cluster();
    }

    /** The servers that have been started. */
    static final class Started {

        private final ExtensionContext.Store store;

        private Started(ExtensionContext.Store store) {
            this.store = store;
        }

        LocalRedis alone() {
            return store.computeIfAbsent(LocalRedis.class, type -> LocalRedis.start(), LocalRedis.class);
        }

        LocalCluster cluster() {
            return store.computeIfAbsent(LocalCluster.class, type -> LocalCluster.start(), LocalCluster.class);
        }
    }
}
