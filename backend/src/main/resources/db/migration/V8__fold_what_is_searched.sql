-- Why: a search has to find what people see. Until now the index held texts in lower case, so a message that was wrapped
-- over two lines, "Straße" for "STRASSE", a typographic quote or a full-width digit was not found. Both sides of a search
-- are folded by one rule now, and the words of a search may stand anywhere.

-- Trusted: a role that may create tables here may create it.
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE FUNCTION search_fold(original text, umlauts_as_pairs boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    folded text := original;
BEGIN
    -- Most of what follows can't change ASCII, and costs ten times as much.
    IF octet_length(folded) = char_length(folded) THEN
        RETURN btrim(regexp_replace(lower(translate(folded, '`', '''')), '\s+', ' ', 'g'));
    END IF;
    -- Invisible characters; then quotes and dashes, before NFKC takes some of them apart.
    folded := regexp_replace(folded, '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U000E0000-\U000E0FFF]', '', 'g');
    folded := regexp_replace(folded, '[`\u00B4\u02BC\u2018-\u201B\u2032\u2035\u2039\u203A\uFF07]', '''', 'g');
    folded := regexp_replace(folded, '[\u00AB\u00BB\u201C-\u201F\u2033\u2036\uFF02]', '"', 'g');
    folded := regexp_replace(folded, '[\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]', '-', 'g');
    IF folded IS NOT NFKC NORMALIZED THEN
        folded := normalize(folded, NFKC);
    END IF;
    folded := casefold(folded COLLATE pg_unicode_fast);
    IF umlauts_as_pairs THEN
        folded := replace(replace(replace(replace(replace(
            folded, 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ø', 'oe'), 'å', 'aa');
    END IF;
    folded := lower(unaccent(folded));
    -- unaccent leaves what is neither Latin nor in its rules: Greek, Cyrillic, Hebrew and Arabic marks.
    IF folded ~ '[\u0300-\u052F\u0591-\u0670\u1F00-\u1FFF]' THEN
        folded := normalize(regexp_replace(normalize(folded, NFD),
            '[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670]', '', 'g'), NFC);
    END IF;
    RETURN btrim(regexp_replace(folded, '[\s\u0085\u1680\u2028\u2029]+', ' ', 'g'));
END $$;
COMMENT ON FUNCTION search_fold IS 'a text as searches compare it: NFKC, full case folding, no accents, one space for white space, plain quotes and dashes, nothing invisible; with umlauts as one letter (u) or as a pair (ue)';

CREATE FUNCTION search_text(message text, ai_reply text, agent_reply text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    folded text := concat_ws(E'\n',
        search_fold(message, false), search_fold(ai_reply, false), search_fold(agent_reply, false));
BEGIN
    IF concat_ws(' ', message, ai_reply, agent_reply) ~ '[äöüøåÄÖÜØÅ\u0308\u030A\u212B]' THEN
        RETURN concat_ws(E'\n', folded,
            search_fold(message, true), search_fold(ai_reply, true), search_fold(agent_reply, true));
    END IF;
    RETURN folded;
END $$;
COMMENT ON FUNCTION search_text IS 'what a search finds a feedback by: its folded texts, a line each; where they have umlauts, once with each reading';

CREATE FUNCTION search_matches(searched text, patterns text[], paired_patterns text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF searched LIKE ALL (patterns) THEN
        RETURN true;
    END IF;
    RETURN patterns <> paired_patterns
        AND (SELECT bool_and(searched LIKE pattern OR searched LIKE paired_pattern)
             FROM unnest(patterns, paired_patterns) AS word (pattern, paired_pattern));
END $$;
COMMENT ON FUNCTION search_matches IS 'whether a search_text holds every word, each in either reading of its umlauts';

CREATE FUNCTION search_finds(message text, ai_reply text, agent_reply text, patterns text[], paired_patterns text[], plain_patterns text[])
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    original text := concat_ws(E'\n', message, ai_reply, agent_reply);
BEGIN
    -- Folding costs far more than LIKE: ASCII without one of the plain words is told apart first.
    IF octet_length(original) = char_length(original) AND NOT lower(original) LIKE ALL (plain_patterns) THEN
        RETURN false;
    END IF;
    RETURN search_matches(search_text(message, ai_reply, agent_reply), patterns, paired_patterns);
END $$;
COMMENT ON FUNCTION search_finds IS 'whether texts that are not in the index yet match; plain_patterns are those of the patterns that folding an ASCII text can''t bring about: no space and no quote in them';

-- The index is filled anew in the background; until it is, searches read the texts themselves.
TRUNCATE feedback_search;
UPDATE search_progress
SET changed_in = DEFAULT, feedback_id = DEFAULT, reworded_in = DEFAULT, message_id = DEFAULT;
