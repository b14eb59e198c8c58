-- What who lives in a unit bears of a cost is theirs for their days, or it is whole of whoever lives there on one
-- day of the month (`charges.md`, moving in and out).

alter table cost_categories
    -- The day, the last one of a shorter month; null: each for their days.
    add column borne_on integer,
    add constraint cost_categories_borne_on_is_a_day check (borne_on between 1 and 31);
