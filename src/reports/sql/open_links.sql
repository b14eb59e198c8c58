with newest as (
    select created_at
    from links
    where workspace_id = $1
    order by created_at desc
    limit $3
), open as (
    select count(*) as count, sum(amount)::bigint as sum
    from open_links($1, $2)
    where created_at >= (select min(created_at) from newest)
)
select
    open.count as "count!",
    coalesce(open.sum, 0) as "sum!: Money",
    (select count(*) from newest) as "looked_at!"
from open
