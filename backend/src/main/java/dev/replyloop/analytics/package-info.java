/** The dashboard's figures, read from the counters that the intake moves. Nobody calls in but over HTTP. */
package dev.replyloop.analytics;
