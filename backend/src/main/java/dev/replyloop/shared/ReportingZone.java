package dev.replyloop.shared;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one IANA zone in which this deployment counts its days; days themselves are computed in SQL alone. */
@ApplicationScoped
public class ReportingZone {

    /** The setting that names it. */
    public static final String SETTING = "replyloop.reporting-zone";

    private final String id;

    ReportingZone(@ConfigProperty(name = SETTING) String id) {
        this.id = id;
    }

    /** Its IANA name, as PostgreSQL is given it. */
    public String id() {
        return id;
    }
}
