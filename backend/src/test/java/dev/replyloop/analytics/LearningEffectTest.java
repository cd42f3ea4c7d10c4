package dev.replyloop.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The effect of examples, told from two arms. */
class LearningEffectTest {

    private static final int SEEDS = 400;

    @ParameterizedTest(name = "{0} of replies useful held out, {1} more with examples, {2} and {3} prompts")
    @CsvSource({"0.70, 0.08, 900, 100", "0.80, 0, 400, 400", "0.60, 0.15, 250, 250"})
    void theIntervalCoversAPlantedLift(double heldOut, double lift, int withExamples, int without) {
        int covered = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Learning.Effect effect =
                    Learning.Effect.of(drawn(withExamples, heldOut + lift, random), drawn(without, heldOut, random));
            covered +=
                    effect.interval().low() <= lift && lift <= effect.interval().high() ? 1 : 0;
        }
        assertTrue(covered >= 0.93 * SEEDS && covered <= 0.97 * SEEDS, "covered in " + covered + " of " + SEEDS);
    }

    @Test
    void oneArmAloneTellsNothing() {
        Learning.Effect effect = Learning.Effect.of(new Counts(10, 8, 1), Counts.NONE);
        assertNull(effect.difference());
        assertNull(effect.interval());
        assertEquals(8, effect.withExamples().useful());
        assertEquals(0, effect.heldOut().total());
    }

    private static Counts drawn(int total, double share, Random random) {
        long useful = random.doubles(total).filter(value -> value < share).count();
        return new Counts(total, useful, 0);
    }
}
