package dev.replyloop.trial.demo;

import dev.replyloop.trial.demo.StoryArc.Stretch;
import java.util.List;

/** One matter within a subject: how customers put it, what helps, and what goes wrong, the most frequent fault first. */
record Situation(
        String name,
        double share,
        Stretch during,
        List<Template> says,
        List<Template> adds,
        List<Template> asks,
        List<Template> brief,
        List<Template> good,
        List<Fault> faults) {}
