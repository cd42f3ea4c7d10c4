package dev.replyloop.topics.clustering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import net.jqwik.api.Example;

class TopicIdsTest {

    @Example
    void givesEachTopicToTheGroupThatHoldsMostOfIt() {
        assertArrayEquals(new int[] {1, 0, -1}, TopicIds.match(new int[][] {{5, 9}, {6, 8}, {1, 0}}));
    }

    @Example
    void givesAGroupItsSecondTopicWhereTheFirstIsTaken() {
        assertArrayEquals(new int[] {0, 1}, TopicIds.match(new int[][] {{9, 0}, {8, 3}}));
    }

    @Example
    void takesNoGroupsAndNoTopics() {
        assertArrayEquals(new int[0], TopicIds.match(new int[0][]));
        assertArrayEquals(new int[] {-1}, TopicIds.match(new int[1][0]));
    }
}
