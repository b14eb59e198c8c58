-- What left a workspace for accounts, by when it was planned: payouts and settlements together.

create index transfers_by_plan on transfers (workspace_id, planned_at desc, id desc);
