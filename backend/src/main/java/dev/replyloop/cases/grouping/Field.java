package dev.replyloop.cases.grouping;

import java.util.function.Function;

/** A text of a rejection, and how much it says about which case that belongs to. */
enum Field {
    AI_REPLY(0.4) {
        @Override
        float[] of(Rejection rejection) {
            return rejection.aiReply();
        }
    },
    AGENT_REPLY(0.4) {
        @Override
        float[] of(Rejection rejection) {
            return rejection.agentReply();
        }
    },
    MESSAGE(0.2) {
        @Override
        float[] of(Rejection rejection) {
            return rejection.message();
        }
    };

    /** Without corrections to compare, replies about one matter that say the opposite look alike. */
    private static final double DOUBT_WITHOUT_CORRECTIONS = 0.06;

    private final double weight;

    Field(double weight) {
        this.weight = weight;
    }

    /**
     * How alike rejections are by all of their texts.
     *
     * @param alike how alike they are by one; null where one of them has no such text
     */
    static double similarity(Function<Field, Float> alike) {
        double sum = 0;
        double weights = 0;
        for (Field field : values()) {
            Float ofField = alike.apply(field);
            if (ofField != null) {
                sum += field.weight * ofField;
                weights += field.weight;
            } else if (field == AGENT_REPLY) {
                sum -= DOUBT_WITHOUT_CORRECTIONS * (1 - field.weight);
            }
        }
        return sum / weights;
    }

    /** Its vector; null where the rejection has no such text. */
    abstract float[] of(Rejection rejection);
}
