package dev.replyloop.chaos;

import dev.replyloop.testing.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Prompts that feedback may name, as if they had been asked for; half of them held out. */
final class PlantedPrompts {

    private final int count;
    private List<UUID> ids;

    PlantedPrompts(int count) {
        this.count = count;
    }

    /** One of them; they are planted when the first is asked for, so the schema has to be there. */
    synchronized UUID any(int random) {
        if (ids == null) {
            ids = plant();
        }
        return ids.get(Math.floorMod(random, count));
    }

    private List<UUID> plant() {
        List<UUID> planted = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                UUID id = UUID.randomUUID();
                Sql.execute(
                        Postgres.url(),
                        "INSERT INTO learned_prompts (id, held_out, had_examples) VALUES ('" + id + "', " + (i % 2 == 0)
                                + ", true)");
                planted.add(id);
            }
        } catch (SQLException e) {
            throw new AssertionError("Prompts can't be planted", e);
        }
        return planted;
    }
}
