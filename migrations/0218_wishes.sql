-- Those who ask for more time stand on their merchant's start page until they have got it.
create index link_wishes_open on link_wishes (wished_at) where granted_at is null;
