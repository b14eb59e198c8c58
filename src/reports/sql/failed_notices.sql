select
    notices.channel,
    notices.recipient,
    notices.changed_at,
    links.id as "link?: LinkId",
    links.title as "title?"
from notices
left join links on links.id = notices.about and links.workspace_id = notices.workspace_id
where notices.workspace_id = $1 and notices.state = 'failed' and notices.changed_at > $2
order by notices.changed_at desc
limit $3
