-- How the gateways are, as a worker found them when it last asked. Every instance of the program reads it where
-- it chooses one for a payer.
create table gateway_health (
    -- A gateway of the house by its name, or a workspace's terminal by its id.
    name text primary key,
    asked_at timestamptz not null,
    -- Since when it has not been well; null: it is.
    unwell_since timestamptz,
    -- By which code it refuses us; null: it says nothing.
    code text,
    constraint gateway_health_name_has_a_length check (length(name) between 1 and 40),
    constraint gateway_health_code_has_a_length check (length(code) <= 100),
    constraint gateway_health_has_a_code_while_unwell check (code is null or unwell_since is not null)
);

-- Who chooses reads only this.
create index gateway_health_unwell on gateway_health (name) where unwell_since is not null;
