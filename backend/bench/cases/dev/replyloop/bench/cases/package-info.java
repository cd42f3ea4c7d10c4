/** Measures how well cases are found, on a labelled set of rejections: {@code make bench-cases}. */
package dev.replyloop.bench.cases;
