package dev.replyloop.cases.grouping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.replyloop.cases.grouping.CaseIndex.Known;
import dev.replyloop.cases.grouping.CaseIndex.Match;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With vectors in a plane, so that every cosine to the new rejection's, which all lie along one axis, can be chosen. */
class CaseIndexTest {

    private static final Rejection NEW = new Rejection(at(1), at(1), at(1));
    private static final UUID CASE = new UUID(0, 1);
    private static final UUID ID = new UUID(0, 2);
    private static final UUID MESSAGE = new UUID(0, 3);

    private final CaseIndex index = new CaseIndex();

    @Test
    void joinsTheCaseOfTheSameWording() {
        known(CASE, at(0.94), at(0), at(0));
        assertEquals(new Match(CASE, null), index.match(NEW));
    }

    @Test
    void formsACaseWithWhatStoodAlone() {
        known(null, at(0.94), at(0), at(0));
        assertEquals(new Match(null, ID), index.match(NEW));
        index.move(ID, CASE);
        assertEquals(new Match(CASE, null), index.match(NEW));
    }

    @Test
    void joinsByTheSameCorrectionOfALikeMatterAlone() {
        known(CASE, at(0.5), at(0.94), at(0.8));
        assertEquals(new Match(CASE, null), index.match(NEW));
        known(CASE, at(0.5), at(0.94), at(0.5));
        assertEquals(Match.NONE, index.match(NEW), "words that correct anything");
    }

    @Test
    void joinsTheCaseThatMeansTheSame() {
        known(CASE, at(0.9), at(0.85), at(0.8));
        assertEquals(new Match(CASE, null), index.match(NEW));
        known(CASE, at(0.9), null, at(0.8));
        assertEquals(Match.NONE, index.match(NEW), "without a correction more is asked for");
    }

    @Test
    void comparesEachTextWithTheNearestOfTheCase() {
        known(CASE, at(0.9), at(0), at(0));
        assertEquals(Match.NONE, index.match(NEW));
        index.put(new Known(new UUID(0, 4), MESSAGE, new Rejection(at(0), at(0.85), at(0.8)), CASE));
        assertEquals(new Match(CASE, null), index.match(NEW));
    }

    @Test
    void comparesWithNothingThatItForgot() {
        known(CASE, at(1), at(1), at(1));
        index.remove(ID);
        assertEquals(Match.NONE, index.match(NEW));
        known(CASE, at(1), at(1), at(1));
        index.removeMessage(MESSAGE);
        assertEquals(Match.NONE, index.match(NEW));
        assertEquals(0, index.size());
    }

    private void known(UUID caseId, float[] aiReply, float[] agentReply, float[] message) {
        index.put(new Known(ID, MESSAGE, new Rejection(aiReply, agentReply, message), caseId));
    }

    private static float[] at(double cosine) {
        return new float[] {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
    }
}
