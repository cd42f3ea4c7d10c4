/**
 * The dashboard's figures, read from the counters that the intake moves, and from those that follow feedback into its
 * topics. Nobody calls in but over HTTP.
 */
package dev.replyloop.analytics;
