-- An expense with a key of its own may go by person-days too.
alter table expenses
    drop constraint expenses_own_keys_are_known,
    add constraint expenses_own_keys_are_known check (
        own_key in ('equal', 'area', 'persons', 'person_days', 'share', 'coefficient', 'meter')
        and own_other_key in ('equal', 'area', 'persons', 'person_days', 'share', 'coefficient', 'meter')
        and own_percent between 0 and 100
        and own_meter_kind in ('water', 'gas', 'electricity', 'heat', 'other')
        and (own_meter_kind is not null or 'meter' not in (own_key, own_other_key))
    );

-- So may a special levy.
alter table levies
    drop constraint levies_keys_are_known,
    add constraint levies_keys_are_known check (
        key in ('equal', 'area', 'persons', 'person_days', 'share', 'coefficient')
        and other_key in ('equal', 'area', 'persons', 'person_days', 'share', 'coefficient')
    );
