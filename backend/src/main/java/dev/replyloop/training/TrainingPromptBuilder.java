package dev.replyloop.training;

/** Builds a training prompt's text. Pure; the format is a contract, to the byte. */
public final class TrainingPromptBuilder {

    private TrainingPromptBuilder() {}

    /**
     * @param message the customer message as the agent saw it
     * @param aiReply the AI reply as the agent saw it
     * @param useful the verdict
     * @param agentReply what the agent sent instead, or null; shown for a thumbs-down alone
     * @return the prompt, its lines ending in {@code \n} alone (line ends within the texts stay as they came)
     */
    public static String build(String message, String aiReply, boolean useful, String agentReply) {
        return "Customer Message:\n"
                + message
                + "\n\nAI Suggested Reply:\n"
                + aiReply
                + "\n\nWas this useful? → "
                + (useful ? "✅ Yes" : "❌ No")
                + "\n\n"
                + (!useful && agentReply != null && !agentReply.isEmpty() ? "Agent replied with:\n" + agentReply : "")
                + "\n----\nUse this to learn how to improve the AI next time.";
    }
}
