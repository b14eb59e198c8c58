select
    links.id as "id: LinkId",
    links.title,
    links.payer_name as "payer?",
    link_wishes.wished_at
from link_wishes
join links on links.id = link_wishes.link_id
where link_wishes.granted_at is null and link_wishes.wished_at > $2
and links.workspace_id = $1 and links.archived_at is null
and links.expires_at + make_interval(hours => links.grace_hours) <= $3
and not exists (select from link_closures where link_closures.link_id = links.id)
order by link_wishes.wished_at desc
limit $4
