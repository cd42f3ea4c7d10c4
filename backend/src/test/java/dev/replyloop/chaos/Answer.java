package dev.replyloop.chaos;

import io.vertx.core.json.JsonObject;

/**
 * What became of a call.
 *
 * @param status the HTTP status; {@link #NONE} where the connection broke or was refused
 * @param retryAfter the header, null where it is missing
 * @param body null where there is none
 * @param nanos from the first byte sent to the last one read
 */
record Answer<T>(Call<T> call, int status, String retryAfter, JsonObject body, long nanos) {

    static final int NONE = 0;

    boolean isTaken() {
        return status == 200 || status == 201 || status == 204;
    }
}
