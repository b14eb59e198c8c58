-- People who sign in and have no shop. Somebody who lives in a building is known by the number that its
-- manager wrote down; a one-time code shows that the number is theirs, and that is all they need.

alter table members alter column password drop not null;

-- Whoever has no workspace looks at none.
alter table sessions alter column workspace_id drop not null;

create index residents_of_a_mobile on residents (mobile);

-- The numbers that rooms of the house know, and what their people are called there. It is asked anew
-- each time: a number that is taken away from somebody opens nothing any more.
create view guests as
select distinct on (mobile) mobile, name from residents
where mobile is not null
order by mobile, id desc;
