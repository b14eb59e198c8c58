select
    count(*) as "count!",
    coalesce(sum(amount), 0)::bigint as "sum!: Money",
    min(expires_at) as "first",
    (array_agg(title order by expires_at))[1] as "title",
    (array_agg(id order by expires_at))[1] as "id: LinkId"
from (
    select id, title, amount, expires_at
    from open_links($1, $2)
    where expires_at > $2 and expires_at <= $3
    order by expires_at
    limit $4
) as expiring
