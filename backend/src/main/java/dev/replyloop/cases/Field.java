package dev.replyloop.cases;

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

    private final double weight;

    Field(double weight) {
        this.weight = weight;
    }

    /** Of all fields together 1. */
    double weight() {
        return weight;
    }

    /** Its vector; null where the rejection has no such text. */
    abstract float[] of(Rejection rejection);
}
