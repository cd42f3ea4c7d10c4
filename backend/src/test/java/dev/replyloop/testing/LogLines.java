package dev.replyloop.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What the application logs from now on, warnings and worse. */
public final class LogLines implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Formatter FORMAT = new PatternFormatter("%p %s");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                lines.add(FORMAT.format(line));
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    };

    public LogLines() {
        ROOT.addHandler(handler);
    }

    /** Those that hold a text. */
    public List<String> with(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
    }
}
