package dev.replyloop.feedback;

/** What the intake is at; for those who work in the background it and give way to it. */
public interface IngestActivity {

    /** Whether verdicts are being written: the moment for others to leave the database and the processor alone. */
    boolean isBusy();
}
