-- The reporting day it is now, and the demo data's row where there is one.
SELECT reporting_day(now(), $1) AS today, loaded, total, completed_at
FROM (VALUES (true)) AS always LEFT JOIN demo_data ON true
