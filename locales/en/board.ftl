# The board of a building: what its manager tells owners and tenants.

board-tab = Announcements
board-title = Announcements
board-of = Announcements of { $building }
board-why = What you write here stands in the residents’ accounts. You can tell them of it by SMS, too.
board-new = A new announcement
board-heading = Heading
board-words = Text
board-audience = For whom?
board-to-everybody = Everybody
board-to-owners = Owners
board-to-tenants = Tenants
board-pin = Keep it on top, also for those who have read it
board-ends = Show it until a day
board-last-day = Last day
board-last-day-hint = Unless you tick the box above, it is shown until you take it down.
board-day-has-passed = This day has passed.
board-by-message = Tell them by SMS, too
board-by-message-hint = You see how many SMS it is and what they cost before anything is sent.
board-not-plain = Write no web address and no telephone number into a heading that is sent by SMS; they belong in the text.
board-publish = Publish
board-plan = This SMS will be sent
board-cost = { $people ->
    [one] To { $shown } person, { $parts } SMS in all, for about { $cost }.
   *[other] To { $shown } people, { $parts } SMS in all, for about { $cost }.
}
board-letters = { $count ->
    [one] { $n } person gets an e-mail.
   *[other] { $n } people get an e-mail.
}
board-unwilling = { $count ->
    [one] { $n } person wants no SMS, and sees the announcement in their account only.
   *[other] { $n } people want no SMS, and see the announcement in their accounts only.
}
board-nobody = { $count ->
    [one] Of { $n } person there is neither a number nor an e-mail address.
   *[other] Of { $n } people there is neither a number nor an e-mail address.
}
board-publish-and-send = Publish and send
board-published = The announcement is published.
board-sent = The announcement is published. Messages go out between 9:00 and 21:00.
board-pinned = Important
board-is-over = Taken down
board-when-until = { $published }, until { $day }
board-reads = { $count ->
    [one] { $n } person has read it
   *[other] { $n } people have read it
}
board-told = { $count ->
    [one] { $n } person was told
   *[other] { $n } people were told
}
board-end = Take it down
board-edit = Edit the announcement
board-edit-why = Residents see that it was changed and are asked to read it again. What it said before is kept. No further SMS goes out.
board-do-edit = Save the new text
board-edited = Edited on { $when }
board-is-edited = The new text is saved.
board-has-changed = This announcement was changed or taken down meanwhile. This is how it stands now.
board-before = Earlier texts
board-never-edited = The text of this announcement has never been changed.
board-ended = The announcement is taken down.
board-nothing = There are no announcements.
board-read = I have read it
board-was-read = You have read it.
