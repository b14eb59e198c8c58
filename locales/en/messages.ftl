# The messages of a workspace to its payers

messages-title = Messages
messages-saved = The messages are set.
messages-save = Save
messages-preview = Preview
messages-texts = Texts
messages-texts-what = Where a text is empty, the usual one is sent. We put the address into the last line.
messages-variables = Names that are filled in: { $names }
messages-asked = Payment request
messages-reminded = Reminder
messages-receipt = Receipt
messages-example-title = Order 347
messages-parts = { $count ->
    [one] This SMS has { $shown } part.
   *[other] This SMS has { $shown } parts.
}
messages-text-too-long = The text must be shorter than 160 characters.
messages-text-not-plain = Take web addresses and telephone numbers out of the text.
messages-text-unknown = “{ $name }” is none of our names in braces.
messages-text-missing = Put “{ $name }” in braces, so that the reader knows who wants how much.
messages-reminders = Automatic reminders
messages-reminders-what = Reminders go out between 9 am and 9 pm only, and a payment stops them.
messages-before = Before the deadline
messages-after = After the request
messages-same-day = The same day
messages-days-before = { $count ->
    [one] { $shown } day before
   *[other] { $shown } days before
}
messages-days-after = { $count ->
    [one] { $shown } day after
   *[other] { $shown } days after
}
messages-too-many-days = Choose three days at most.
messages-other = Second way
messages-other-what = When an SMS does not arrive send an e-mail, and the other way round
messages-spent = SMS today: { $amount }
messages-stop-title = Payment requests and reminders
messages-stop-what = If you want no payment requests and reminders through Peyvand, press the button. Receipts of your payments still come.
messages-stop = Send no more
messages-stopped = We send you no more requests and reminders.
messages-go-on = Send them again
