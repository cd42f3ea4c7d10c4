/**
 * Finds cases: what the AI keeps saying wrongly about one matter, however it is worded and whomever it addresses. How, and how
 * well: docs/adr/0021.
 */
package dev.replyloop.cases.grouping;
