package dev.replyloop.shared.database;

/**
 * The advisory locks by which instances take turns. A transaction that needs several takes them in this order. Two of them are
 * taken in SQL files and in the schema too, by their numbers.
 */
public enum AdvisoryLock {
    /** Held to recount, and to join shards: both write the shard that no writer of verdicts uses. */
    COUNTER_SHARDS(7351),
    /** Held to fold the journal of rejections: one at a time decides which replies were rejected repeatedly. */
    REJECTIONS(7353),
    /** Held while the search index is filled. */
    SEARCH_INDEX(7352),
    /** Held by the one instance that embeds, places and regroups, for as long as its connection lives. */
    TOPIC_WORKER(7354),
    /** Held while a regrouping computes, for all to see. */
    REGROUPING(7355),
    /** Held by every change of the topics themselves, a person's or a regrouping's. */
    TOPIC_CHANGE(7356),
    /** Held by the one instance that judges what was known. */
    LEARNING_JUDGE(7358),
    /** With a message's own key: held to write or erase turns of conversations that name it. */
    CONTEXT_TURNS(7359),
    /** Held while the audit log's months are made and dropped. */
    AUDIT_PARTITIONS(7360),
    /** Held while accounts change, so that the last admin stays. */
    ACCOUNTS(7361),
    /** With an e-mail address's hash: held while a try to sign in is counted. */
    SIGN_IN(7362),
    /** Held while the application's role is granted what it needs of a schema that another role owns. */
    GRANTS(7363);

    private final int number;

    AdvisoryLock(int number) {
        this.number = number;
    }

    /** What PostgreSQL knows it by; no other application on the database may use it. */
    public int number() {
        return number;
    }

    /** SQL that waits for it until the transaction ends. */
    public String lockForTransaction() {
        return "SELECT pg_advisory_xact_lock(" + number + ")";
    }

    /** SQL that takes it until the transaction ends, if nobody holds it: one boolean. */
    public String tryForTransaction() {
        return "SELECT pg_try_advisory_xact_lock(" + number + ")";
    }

    /** SQL that takes it for as long as the connection lives, if nobody holds it: one boolean. */
    public String tryForConnection() {
        return "SELECT pg_try_advisory_lock(" + number + ")";
    }

    /** SQL that gives back what was taken for the connection. */
    public String unlock() {
        return "SELECT pg_advisory_unlock(" + number + ")";
    }
}
