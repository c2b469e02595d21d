// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.semel.prover.EffectPoint;
import dev.semel.prover.World;
import java.util.Map;

/** A typed handler whose receiver honours effect keys. Its event is a JSON object. */
public final class TypedGuard implements RequestHandler<Map<String, String>, String> {

    private final EffectPoint charge;

    /** Makes the handler in a world. */
    public TypedGuard(World world) {
        this.charge = world.effect("charge").honouringKeys();
    }

    @Override
    public String handleRequest(Map<String, String> event, Context context) {
        String order = event.getOrDefault("order", "");
        charge.happen(order, order);
        return order;
    }
}
