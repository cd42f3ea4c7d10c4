package dev.replyloop.access;

import java.time.Duration;
import java.util.List;

/**
 * How the deployment is set up, as far as it is about people; set in its environment, and changed by a restart alone.
 *
 * @param publicUrl where people open the dashboard; null where it was not set, on loopback
 */
public record DeploymentSettings(String publicUrl, SignInSettings signIn, RetentionSettings retention) {

    /**
     * How people get in.
     *
     * @param sessionIdle how long a session lasts without a call
     * @param sessionAbsolute how long it lasts in all
     * @param companyAccounts null where there are none
     */
    public record SignInSettings(Duration sessionIdle, Duration sessionAbsolute, CompanyAccounts companyAccounts) {}

    /**
     * The company's identity provider.
     *
     * @param name how people call its accounts
     * @param rolesClaim the claim of its ID token that lists groups
     */
    public record CompanyAccounts(String name, String issuer, String rolesClaim, List<GroupRole> roles) {}

    /**
     * What groups of the company may do.
     *
     * @param groups those that have the role; {@code *} is everybody
     */
    public record GroupRole(Role role, List<String> groups) {}

    /**
     * How long what is kept.
     *
     * @param messages after their last feedback; null: for ever
     * @param keepFigures whether daily figures outlive the messages that are erased for their age
     * @param auditLog of the audit log
     * @param maskingAtIntake whether personal data is taken out of texts before they are stored
     */
    public record RetentionSettings(
            Duration messages, boolean keepFigures, Duration auditLog, boolean maskingAtIntake) {}
}
