package dev.replyloop.about;

import java.time.LocalDate;

/**
 * What this deployment is.
 *
 * @param live true: it answers. Strangers are told nothing else, the rest is null
 * @param version as it was released
 * @param timeZone the IANA zone it counts its days in
 * @param today the reporting day it is there now
 * @param demo null where what it shows is real
 */
public record About(boolean live, String version, String timeZone, LocalDate today, DemoStatus demo) {

    static final About TO_STRANGERS = new About(true, null, null, null, null);

    /** How far the demo data is loaded. */
    public record DemoStatus(DemoState state, int loaded, int total) {}

    /** Whether the demo data is whole yet. */
    public enum DemoState {
        LOADING,
        LOADED
    }
}
