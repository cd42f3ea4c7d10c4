-- How much the index doesn't know yet, counted no further than it needs to be known.
-- In: where to stop counting.
SELECT (SELECT count(*)
        FROM (SELECT FROM feedback
              WHERE (changed_in, id) > ((SELECT changed_in FROM search_progress), (SELECT feedback_id FROM search_progress))
              ORDER BY changed_in, id LIMIT $1) AS changed)
     + (SELECT count(*)
        FROM (SELECT FROM customer_messages
              WHERE reworded_in IS NOT NULL
                AND (reworded_in, id) > ((SELECT reworded_in FROM search_progress), (SELECT message_id FROM search_progress))
              ORDER BY reworded_in, id LIMIT $1) AS reworded)
