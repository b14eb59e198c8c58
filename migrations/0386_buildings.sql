-- An expense that comes again each month is borne whole by each month; it was never also divided over months,
-- whatever its form said. What is kept of it says so now, and nothing else can be kept.
update expenses set months = 1 where repeats and months <> 1;

alter table expenses add constraint expenses_that_come_again_are_not_split
    check (not repeats or months = 1);
