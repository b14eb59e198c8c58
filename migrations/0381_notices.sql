-- The kind of a message is the name of its event alone: what an event brings along belongs to the words, which
-- are emptied after their time.

update notices
set kind = split_part(kind, '{', 1) || (substr(kind, strpos(kind, '{'))::jsonb ->> 'event')
where kind like '%{%}';
