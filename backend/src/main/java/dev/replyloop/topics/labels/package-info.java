/** Names topics by the words of their messages, in several languages. Pure; knows no clustering. Called by clustering and worker. */
package dev.replyloop.topics.labels;
