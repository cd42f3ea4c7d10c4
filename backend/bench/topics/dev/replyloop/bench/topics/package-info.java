/**
 * What {@code make bench-topics} runs: the application's own embedding and topics, fed with texts whose true groups are
 * known. Compiled against the built application; no part of what is shipped.
 */
package dev.replyloop.bench.topics;
