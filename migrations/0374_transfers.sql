-- Money that a gateway settled to its recipient inside the payment for it: no rail was asked, and the row is
-- born settled, in the transaction that funds what it is for.

alter table transfers add column inside uuid;
create unique index transfers_one_inside_a_payment on transfers (inside) where inside is not null;
