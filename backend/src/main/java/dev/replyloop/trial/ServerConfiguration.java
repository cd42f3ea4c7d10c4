package dev.replyloop.trial;

/** What the embedded server is told, in place of the {@code postgresql.conf} that came with its cluster. */
final class ServerConfiguration {

    private ServerConfiguration() {}

    static String text(EmbeddedDatabase.Settings settings, int port) {
        return """
                # Written anew at each start.

                # For this machine alone.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'

                # What was answered is on disk.
                fsync = on
                synchronous_commit = on
                full_page_writes = on

                # Room for ten million feedback on a developer's machine: fewer, larger checkpoints, each page
                # compressed when it first goes to the log after one; plans for solid-state disks; no JIT, which
                # these binaries lack.
                shared_buffers = '%s'
                maintenance_work_mem = '128MB'
                work_mem = '16MB'
                max_wal_size = '2GB'
                checkpoint_timeout = '15min'
                wal_compression = on
                random_page_cost = 1.1
                jit = off

                # The log carries no texts of people. Errors quote values, so they are left to the client that made
                # them (LOG stands above ERROR here); terse keeps the details of a crash out, statement included.
                log_min_messages = log
                log_min_error_statement = panic
                log_error_verbosity = terse
                log_parameter_max_length = 0
                log_parameter_max_length_on_error = 0
                log_statement = none
                log_min_duration_statement = -1
                log_line_prefix = '%%m [%%p] '

                # The same on every machine.
                timezone = 'UTC'
                log_timezone = 'UTC'
                datestyle = 'ISO, YMD'
                lc_messages = 'C'
                default_text_search_config = 'pg_catalog.simple'
                """.formatted(port, settings.memory());
    }
}
