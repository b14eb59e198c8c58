-- Events for programs are told some at a time: a worker that has one takes the next of them from here,
-- without reading what else is due.
create index jobs_due_webhooks on jobs (priority, run_at)
    where state = 'queued' and kind = 'deliver_webhook';
