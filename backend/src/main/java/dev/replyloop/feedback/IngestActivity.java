package dev.replyloop.feedback;

/** What the intake is at; for those who work in the background it and give way to it. */
public interface IngestActivity {

    /** Between two looks at whether it is still busy. */
    long LOOK_UP_MILLIS = 2;

    /** Whether verdicts are being written: the moment for others to leave the database and the processor alone. */
    boolean isBusy();

    /** Waits until no verdict is being written, so long at most. A caller that is interrupted goes on, and stays interrupted. */
    default void giveWay(long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            while (isBusy() && System.nanoTime() < until) {
                Thread.sleep(LOOK_UP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
