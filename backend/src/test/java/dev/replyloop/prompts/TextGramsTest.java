package dev.replyloop.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextGramsTest {

    @Test
    void theSameWordsAreWhollyAlike() {
        assertEquals(1, likeness("We have sent it today.", "we have SENT it -- today!"));
        assertEquals(0, likeness("We have sent it today.", "Bring mich zum Bahnhof"));
        assertEquals(1, likeness("明日届きますので、お待ちください", "明日届きますので お待ちください"));
        assertEquals(0, likeness("", "?!"));
        assertFalse(new TextGrams("").isLike(new TextGrams("👍"), 0));
    }

    @Test
    void beingAlikeIsToldAsTheLikenessTellsIt() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            TextGrams one = new TextGrams(words(random));
            TextGrams other = new TextGrams(words(random));
            double likeness = one.likeness(other);
            for (double bound : new double[] {0.05, 0.3, 0.6, 0.9, 1}) {
                if (Math.abs(likeness - bound) > 1e-6) {
                    assertEquals(likeness > bound, one.isLike(other, bound), likeness + " and " + bound);
                }
            }
            assertTrue(one.isLike(one, 1));
        }
    }

    /** Few words, so that many texts are alike. */
    private static String words(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(9); i++) {
            text.append(new String[] {"parcel ", "refund ", "grinder ", "today ", "Lieferung "}[random.nextInt(5)]);
        }
        return text.toString();
    }

    private static double likeness(String one, String other) {
        return new TextGrams(one).likeness(new TextGrams(other));
    }
}
