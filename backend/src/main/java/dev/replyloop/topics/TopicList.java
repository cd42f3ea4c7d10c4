package dev.replyloop.topics;

import java.util.List;

/**
 * All topics, and where they stand.
 *
 * @param items in the order of their names, hidden ones too
 */
public record TopicList(TopicProgress progress, List<TopicView> items) {}
