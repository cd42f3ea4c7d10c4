package dev.replyloop.embedding;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Learns which lines many messages repeat: notices, templates, footers. They say nothing of the one message, whatever they say.
 * Not for several threads.
 */
public final class RepeatedLines {

    /** So many messages with a line, and so large a share of those of several lines, make it a repeated one. */
    private static final int MIN_MESSAGES = 20;

    private static final double MIN_SHARE = 0.05;
    /** Shorter ones, as "Hi" or "Thanks", do no harm. */
    private static final int MIN_LENGTH = 12;

    private static final int MAX_REMEMBERED = 50_000;
    private static final Pattern LINE = Pattern.compile("\\R");

    private final Map<Integer, Integer> counts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private final Set<Integer> repeated = new HashSet<>();
    private int messages;

    /**
     * Counts the lines of a message.
     *
     * @param written as {@link WrittenText} gives it
     * @return whether a line was found to be a repeated one with this message
     */
    public boolean learn(String written) {
        List<String> lines = lines(written);
        if (lines.size() < 2) {
            return false;
        }
        messages++;
        boolean isNew = false;
        Set<Integer> inMessage = new HashSet<>();
        for (String line : lines) {
            int key = key(line);
            if (key != 0 && inMessage.add(key)) {
                int count = counts.merge(key, 1, Integer::sum);
                if (count >= MIN_MESSAGES && count >= MIN_SHARE * messages) {
                    isNew |= repeated.add(key);
                }
            }
        }
        return isNew;
    }

    /** @return the text without lines that many messages repeat; the whole where it has no other */
    public String without(String written) {
        if (repeated.isEmpty()) {
            return written;
        }
        List<String> own = lines(written).stream()
                .filter(line -> !repeated.contains(key(line)))
                .toList();
        return own.stream().allMatch(String::isBlank) ? written : String.join("\n", own);
    }

    /** Whether a repeated line stands in a text, beside others. */
    public boolean isIn(String written) {
        return !without(written).equals(written);
    }

    /** @return what was learned so far, for another thread to read; it learns no more with this one */
    public RepeatedLines copy() {
        RepeatedLines copy = new RepeatedLines();
        copy.repeated.addAll(repeated);
        return copy;
    }

    private static List<String> lines(String text) {
        return Arrays.asList(LINE.split(text));
    }

    /** Alike but for numbers, addresses and white space is the same line; 0 for one too short to count. */
    private static int key(String line) {
        String masked = TextMask.mask(line);
        return masked.length() < MIN_LENGTH ? 0 : masked.hashCode();
    }
}
