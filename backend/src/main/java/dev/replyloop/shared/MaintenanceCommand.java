package dev.replyloop.shared;

/** Told to all parts while a maintenance command runs, such as {@code rebuild-counters}: no work goes on beside it. */
public final class MaintenanceCommand {

    /** The setting that is true then. */
    public static final String SETTING = "replyloop.maintenance-command";

    private MaintenanceCommand() {}
}
