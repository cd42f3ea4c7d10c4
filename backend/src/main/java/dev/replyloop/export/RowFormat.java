package dev.replyloop.export;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.replyloop.shared.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shapes of training files, one JSON object a line. Their sources: the dataset formats of TRL, OpenAI's fine-tuning and
 * preference files, Amazon Bedrock's conversation schema, Vertex AI's supervised tuning of Gemini. Pure.
 */
public enum RowFormat {
    /** Our own record. */
    PROMPT("prompt") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("id", row.id().toString());
            json.writeStringField("messageId", row.messageId().toString());
            json.writeStringField("prompt", row.prompt());
            json.writeStringField(
                    "taughtReply",
                    row.useful() ? row.texts().aiReply() : row.texts().agentReply());
            json.writeNumberField("rating", row.useful() ? 1 : 0);
            json.writeStringField("review", row.review());
            json.writeStringField("occurredAt", row.occurredAt());
            json.writeStringField("createdAt", row.createdAt());
            json.writeStringField("updatedAt", row.updatedAt());
            json.writeStringField("reviewedAt", row.reviewedAt());
            json.writeEndObject();
        }
    },
    TRL_SFT("trl-sft") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            if (row.rightReply() == null) {
                return;
            }
            json.writeStartObject();
            turns(json, "prompt", conversation(row, instructions));
            turns(json, "completion", List.of(Turn.assistant(row.rightReply())));
            json.writeEndObject();
        }
    },
    TRL_DPO("trl-dpo") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            if (!row.isCorrected()) {
                return;
            }
            json.writeStartObject();
            turns(json, "prompt", conversation(row, instructions));
            turns(json, "chosen", List.of(Turn.assistant(row.rightReply())));
            turns(json, "rejected", List.of(Turn.assistant(row.texts().aiReply())));
            json.writeEndObject();
        }
    },
    TRL_KTO("trl-kto") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            label(row, instructions, row.texts().aiReply(), row.useful(), json);
            if (row.isCorrected()) {
                label(row, instructions, row.rightReply(), true, json);
            }
        }

        private void label(ExportRow row, String instructions, String reply, boolean label, JsonGenerator json)
                throws IOException {
            json.writeStartObject();
            turns(json, "prompt", conversation(row, instructions));
            turns(json, "completion", List.of(Turn.assistant(reply)));
            json.writeBooleanField("label", label);
            json.writeEndObject();
        }
    },
    OPENAI_SFT("openai-sft") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            if (row.rightReply() == null) {
                return;
            }
            json.writeStartObject();
            turns(json, "messages", with(conversation(row, instructions), Turn.assistant(row.rightReply())));
            json.writeEndObject();
        }
    },
    OPENAI_PREFERENCE("openai-preference") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            if (!row.isCorrected()) {
                return;
            }
            json.writeStartObject();
            json.writeObjectFieldStart("input");
            turns(json, "messages", conversation(row, instructions));
            json.writeEndObject();
            turns(json, "preferred_output", List.of(Turn.assistant(row.rightReply())));
            turns(
                    json,
                    "non_preferred_output",
                    List.of(Turn.assistant(row.texts().aiReply())));
            json.writeEndObject();
        }
    },
    BEDROCK("bedrock") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            if (row.rightReply() == null) {
                return;
            }
            json.writeStartObject();
            json.writeStringField("schemaVersion", "bedrock-conversation-2024");
            if (instructions != null) {
                texts(json, "system", instructions);
            }
            json.writeArrayFieldStart("messages");
            for (Turn turn : with(conversation(row, null), Turn.assistant(row.rightReply()))) {
                json.writeStartObject();
                json.writeStringField("role", turn.role);
                texts(json, "content", turn.content);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    },
    GEMINI("gemini") {
        @Override
        void write(ExportRow row, String instructions, JsonGenerator json) throws IOException {
            if (row.rightReply() == null) {
                return;
            }
            json.writeStartObject();
            if (instructions != null) {
                json.writeObjectFieldStart("systemInstruction");
                texts(json, "parts", instructions);
                json.writeEndObject();
            }
            json.writeArrayFieldStart("contents");
            for (Turn turn : with(conversation(row, null), Turn.assistant(row.rightReply()))) {
                json.writeStartObject();
                json.writeStringField("role", turn.role.equals(Turn.USER) ? Turn.USER : "model");
                texts(json, "parts", turn.content);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    };

    /** Chat models want a conversation to begin with the customer. */
    private static final String BEGUN_BY_US = "(A new conversation, begun by us.)";

    private final String text;

    RowFormat(String text) {
        this.text = text;
    }

    /** Its name in requests and answers. */
    @JsonValue
    public String text() {
        return text;
    }

    /**
     * @param text its name; null: none was given
     * @throws ProblemException INVALID_REQUEST where there is none of that name
     */
    static RowFormat of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text.equals(text))
                .findAny()
                .orElseThrow(() -> ProblemException.invalid(
                        "format",
                        "must be one of "
                                + Arrays.stream(values()).map(RowFormat::text).collect(Collectors.joining(", "))));
    }

    /**
     * Writes the rows that a training prompt gives in this shape: none, one or two, each a root value.
     *
     * @param instructions the system message; null: there is none
     */
    abstract void write(ExportRow row, String instructions, JsonGenerator json) throws IOException;

    /**
     * How many rows a training prompt gives.
     *
     * @param isCorrected it was not useful, and there is another reply
     */
    int rows(boolean useful, boolean isCorrected) {
        return switch (this) {
            case PROMPT -> 1;
            case TRL_KTO -> isCorrected ? 2 : 1;
            case TRL_DPO, OPENAI_PREFERENCE -> isCorrected ? 1 : 0;
            case TRL_SFT, OPENAI_SFT, BEDROCK, GEMINI -> useful || isCorrected ? 1 : 0;
        };
    }

    private record Turn(String role, String content) {

        static final String SYSTEM = "system";
        static final String USER = "user";

        static Turn assistant(String content) {
            return new Turn("assistant", content);
        }
    }

    private static List<Turn> conversation(ExportRow row, String instructions) {
        List<Turn> turns = new ArrayList<>();
        for (ExportTexts.Turn turn : row.texts().context()) {
            if (turns.isEmpty() && !turn.isCustomer()) {
                turns.add(new Turn(Turn.USER, BEGUN_BY_US));
            }
            say(turns, turn.isCustomer() ? new Turn(Turn.USER, turn.text()) : Turn.assistant(turn.text()));
        }
        say(turns, new Turn(Turn.USER, row.texts().message()));
        if (instructions != null) {
            turns.add(0, new Turn(Turn.SYSTEM, instructions));
        }
        return turns;
    }

    /** Turns of one role are joined, so that roles alternate. */
    private static void say(List<Turn> turns, Turn next) {
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.role.equals(next.role)) {
            turns.set(turns.size() - 1, new Turn(last.role, last.content + "\n\n" + next.content));
        } else {
            turns.add(next);
        }
    }

    private static List<Turn> with(List<Turn> turns, Turn last) {
        List<Turn> all = new ArrayList<>(turns);
        all.add(last);
        return all;
    }

    private static void turns(JsonGenerator json, String field, List<Turn> turns) throws IOException {
        json.writeArrayFieldStart(field);
        for (Turn turn : turns) {
            json.writeStartObject();
            json.writeStringField("role", turn.role);
            json.writeStringField("content", turn.content);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String field, String text) throws IOException {
        json.writeArrayFieldStart(field);
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeEndObject();
        json.writeEndArray();
    }
}
