package dev.replyloop.access;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;

/** The cookie that a signed-in browser shows. */
@Singleton
class SessionCookie {

    private final AccessSettings settings;

    SessionCookie(AccessSettings settings) {
        this.settings = settings;
    }

    /** With TLS its name keeps it to this host: browsers take {@code __Host-} from nobody else. */
    String name() {
        return settings.isSecure() ? "__Host-replyloop" : "replyloop_session";
    }

    /** @param token what the browser shows from now on */
    NewCookie of(String token) {
        return cookie(token, (int) settings.absolute().toSeconds());
    }

    /** Makes the browser forget it. */
    NewCookie none() {
        return cookie("", 0);
    }

    private NewCookie cookie(String value, int maxAgeSeconds) {
        return new NewCookie.Builder(name())
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure(settings.isSecure())
                .sameSite(SameSite.LAX)
                .maxAge(maxAgeSeconds)
                .build();
    }
}
