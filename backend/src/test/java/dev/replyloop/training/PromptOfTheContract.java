package dev.replyloop.training;

import java.util.HashMap;
import java.util.Map;

/** The training prompt's text as the contract defines it, letter for letter. */
final class PromptOfTheContract {

    private static final String TEMPLATE = "`Customer Message:\\n${message}\\n\\nAI Suggested Reply:\\n${aiReply}\\n\\n"
            + "Was this useful? → ${useful ? \"✅ Yes\" : \"❌ No\"}\\n\\n"
            + "${!useful && agentReply ? `Agent replied with:\\n${agentReply}` : \"\"}\\n----\\n"
            + "Use this to learn how to improve the AI next time.`";

    private PromptOfTheContract() {}

    static String text(String message, String aiReply, boolean useful, String agentReply) {
        Map<String, Object> names = new HashMap<>();
        names.put("message", message);
        names.put("aiReply", aiReply);
        names.put("useful", useful);
        names.put("agentReply", agentReply);
        return JsTemplate.evaluate(TEMPLATE, names);
    }
}
