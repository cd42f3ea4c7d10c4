/**
 * The demo data's story: ninety days in the helpdesk of Kettlewren, an invented online shop. {@link
 * dev.replyloop.trial.demo.DemoStory} is the way in; it is pure and knows neither database nor HTTP. What people say is
 * under {@code resources/demo}, with a README on how it is written; what happens when is in {@code StoryArc}.
 */
package dev.replyloop.trial.demo;
