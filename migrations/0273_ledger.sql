-- Closed blocks of journals, each with the digest of its journals and of the block before: whoever changes
-- the books behind the program's back would have to change every block since, and the digests in the logs.

create table journal_blocks (
    number integer primary key,
    journals uuid[] not null,
    last_id uuid not null,
    digest bytea not null,
    closed_at timestamptz not null
);

create trigger journal_blocks_are_append_only before update or delete on journal_blocks
    for each row execute function refuse_change_of_the_books();
create trigger journal_blocks_are_not_emptied before truncate on journal_blocks
    for each statement execute function refuse_change_of_the_books();
alter table journal_blocks enable always trigger journal_blocks_are_append_only;
alter table journal_blocks enable always trigger journal_blocks_are_not_emptied;

create function journals_digest(before bytea, block uuid[]) returns bytea language sql stable as $$
    select sha256(before || convert_to(coalesce(string_agg(line, E'\n' order by line), ''), 'UTF8'))
    from (
        select format('%s|%s|%s|%s|%s|%s', journals.id, journals.kind, journals.source_key,
            journals.reverses, (extract(epoch from journals.posted_at) * 1000000)::bigint,
            (
                select string_agg(format('%s:%s:%s', line, account_id, amount), ',' order by line)
                from entries where journal_id = journals.id
            )) as line
        from journals where id = any(block)
    ) as lines
$$;
