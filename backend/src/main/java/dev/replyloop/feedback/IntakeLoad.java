package dev.replyloop.feedback;

/** What the intake is at; for those who work from behind it and give way to it. */
public interface IntakeLoad {

    /** Whether verdicts are being written: the moment for others to leave the database and the processor alone. */
    boolean isBusy();
}
