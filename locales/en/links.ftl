# Payment links: the payer's page and the merchant's pages.

## The payer's page

links-pay-title = Pay { $merchant }
links-pay-neutral = Payment page
links-asks-you = has sent you a payment request
links-you-choose = You choose the amount
links-for = For
links-reference = Order number
links-deadline = Pay by
links-on-bank-page = On the bank page
links-how-much = How much do you pay?
links-range = From { $min } to { $max }
links-range-from = At least { $min }
links-range-to = At most { $max }
links-your-name = Your name
links-your-mobile = Your mobile
links-your-mobile-hint = The receipt goes to this number by SMS.
links-pay-amount = Pay { $amount }
links-to-bank = Go to the bank’s gateway
links-bank-only = You go to the bank’s secure gateway. Only the bank sees your card number and PIN.
links-no-bank = The bank’s page did not open and no money was taken. Press the pay button again in a moment.
links-too-often = Payments were begun from here several times in a row. Press the button again in { $time }.
links-gate-wait = Several payments were begun on this link and not finished. Wait three seconds and press the button again.
links-gate-digits-why = Several payments were begun on this link and not finished. To go on, write the last four digits of the mobile that the link was sent to.
links-gate-digits = Last four digits of the mobile
links-gate-wrong = These are not the last four digits of the mobile that the link was made for.
links-dead-paid = This link has been paid
links-dead-paid-why = There is nothing for you to pay. If you paid it yourself, the receipt is in the SMS you got.
links-dead-paid-without-sms = There is nothing for you to pay. If you paid it yourself, the receipt is the page that you saw after paying.
links-dead-closed = The seller cancelled this link
links-dead-closed-why = There is nothing for you to pay. If you think this is a mistake, call the seller.
links-dead-expired = The time to pay this link is over
links-dead-expired-why = The deadline was { $until }. If you are on the bank’s page right now, you will be told the result there; otherwise ask the seller for a fresh link.
links-call = Call

## States

links-awaiting = Awaiting payment
links-active = Active
links-paid = Paid
links-closed = Cancelled
links-expired = Expired
links-payment-paid = Paid
links-payment-given-back = Given back
links-payment-undecided = Awaiting you
links-payment-held = Being looked into
links-payment-at-bank = At the bank
links-payment-failed = Failed
links-payment-abandoned = Never reached the bank
links-suspense-late = Came after the deadline
links-suspense-extra = The link had been paid already
links-suspense-withdrawn = You had cancelled the link

## The list

links-title = Payment links
links-new = New payment link
links-list = List of links
links-by-state = List by state
links-all = All
links-tab-open = Awaiting
links-search = Search
links-show = Show
links-purpose = Purpose
links-payer = Payer
links-state = State
links-amount-in = Amount ({ $unit })
links-anyone = Anyone
links-no-deadline = No deadline
links-chosen-short = Payer’s choice
links-until-and-payments = { $count ->
    [one] { $until } · { $shown } payment
   *[other] { $until } · { $shown } payments
}
links-empty = You have no links yet
links-empty-why = Write the purpose and the amount; the link goes out by SMS and we tell you as soon as it is paid.
links-none-found = No link like this
links-none-found-why = Try another word, or see all links.

## Making one

links-what-for = What is it for?
links-what-for-hint = The payer sees exactly this. For example “Order 347”
links-amount = Amount
links-kind-fixed = I set it
links-kind-open = The payer sets it
links-amount-in-unit = Amount in { $unit }
links-min = Smallest amount
links-max = Largest amount
links-suggestions = Suggested amounts
links-suggestions-hint = Optional; the payer takes one with one click.
links-suggestion-of = Suggestion { $place }
links-expiry-1d = 24 hours
links-expiry-3d = 3 days
links-expiry-7d = A week
links-expiry-30d = A month
links-expiry-span = Another span
links-expiry-date = Another date
links-span = How many hours or days?
links-span-unit = Unit of the span
links-hours = hours
links-days = days
links-until-day = Until which day?
links-for-whom = Who gets the link
links-payer-name = Payer’s name
links-mobile = Mobile
links-email = E-mail
links-by-sms = Send by SMS
links-by-email = Send by e-mail
links-more = More options
links-reference-of = Order or invoice number
links-reference-hint = To find it in accounting; the payer sees it too.
links-description = Note for the payer
links-how-often = How often can it be paid?
links-how-often-short = How often
links-uses-one = Once
links-uses-up-to = Up to a number
links-uses-many = Any number of times
links-uses-some = { $taken } of { $max } times
links-uses-count = At most how often?
links-direct = Go straight to the bank’s gateway
links-direct-hint = For a fixed amount: the payer’s phone goes on to the bank’s page by itself.
links-preview = See the message
links-preview-title = Text of the SMS
links-sms-parts = { $count ->
    [one] { $shown } SMS part. The address works once the link is made.
   *[other] { $shown } SMS parts. The address works once the link is made.
}
links-make = Make and send the link
links-leave = Leave
links-then = What happens then?
links-then-1 = The link goes to the payer
links-then-1-more = By SMS, by e-mail, or as a QR code that you show
links-then-2 = One click takes them to the bank’s gateway
links-then-3 = We tell you at once
links-then-3-more = Paid, or the deadline passed
links-then-4 = It is in your accounting
links-made = The link was made. Hand on its address or QR code yourself.
links-made-and-sent = The link was made and sent.
links-made-and-sent-to = The link was made and sent to { $name }.

## Mistakes

links-title-missing = Write what the money is for, like “Order 347”
links-too-long = This text is long; write at most { $max } characters
links-no-card-numbers = Do not write card numbers here; others see this text
links-not-a-mobile = Write the whole mobile number, like 0912 345 6789
links-not-an-email = Write the whole e-mail address, like name@example.com
links-amount-missing = Write the amount
links-amount-not-a-number = Write the amount in digits only, like 2,450,000
links-amount-too-small = The amount must be at least { $min }
links-amount-too-large = The amount must be at most { $max }
links-max-below-min = The largest amount is below the smallest
links-suggestion-outside = Suggestions must lie between the smallest and the largest amount
links-span-wrong = Write the span as a number, like 48 hours or 10 days
links-no-such-day = There is no such day in the calendar
links-day-has-passed = This moment has passed or is very far away; choose another
links-uses-wrong = Write the number of payments in digits, like 20

## A link’s page

links-facts = Details
links-chosen = The payer sets the amount
links-events = Events
links-event-made = The link was made
links-event-closed = The link was cancelled
links-event-expired = The deadline passed
links-event-waiting = Awaiting payment
links-event-until = Pay by: { $until }
links-event-payment = Payment of { $amount }: { $state }
links-event-sending = { $what }: { $state }
links-sending-asked = Link to the payer
links-sending-paid = News of the payment to you
links-sending-receipt = Receipt to the payer
links-sending-expired = News of the deadline to you
links-sending-withdrawn = News of the cancellation to the payer
links-sending-queued = Queued
links-sending-sent = Sent
links-sending-delivered = Delivered
links-sending-failed = Not delivered
links-sending-dropped = Not sent
links-did-not-arrive = The message to { $recipient } did not arrive.
links-did-not-arrive-what = Check the number and send it again, or hand on the link yourself.
links-payments = Payments
links-no-payments = Nobody has gone to the bank with this link yet.
links-time = Time
links-tracking = Tracking code
links-accept = Accept
links-give-back = Give back
links-ask-bank = Ask the bank
links-handing = Hand it on
links-address = Address of the link
links-qr = QR code of the payment link
links-qr-hint = Point a phone’s camera at the code
links-print = Print
links-send-again-to = Send again to the mobile
links-or-by-email = Or by e-mail
links-sms = SMS
links-mail = E-mail
links-sendings = Messages
links-to-be-sent = The message goes out { $at }.
links-sent-again = The message is in the queue.
links-not-open = This link is not open any more and was not sent.
links-close = Cancel the link
links-close-question = Cancel the link “{ $title }”?
links-close-1 = Nobody can pay with this link any more.
links-close-2 = If somebody is on the bank’s page right now and pays, the money waits for your decision.
links-close-3 = This cannot be undone; but you can make a fresh link.
links-close-tell = Tell the payer that the link was cancelled
links-keep = No, keep it
links-was-closed = The link was cancelled.
links-just-sent = It was sent to them less than a minute ago.
links-close-too-late = This link is not open any more and was not cancelled.
links-form-was-sent = This form was sent before and its link was made. If you want another link, send it again.
links-one-is-paying = A payment with this link waits for the bank’s answer. If you have paid, do not pay again until the result is known.
links-payment-on-its-way-back = On its way back
links-page-was-sent = This page was sent before with another amount. If you want to pay this amount too, press the pay button again.
links-sending-reminded = Reminder
links-event-refund-refused = The bank did not give { $amount } back; it is in your balance
links-event-refund-by = Asked for by { $who }
links-sending-refund-refused = News that the bank gave nothing back
links-sending-decided = What you decided, for the payer
links-sending-unknown = Nobody knows whether it arrived
links-sending-opted-out = The reader has said that they want no requests and reminders.
links-sending-blocked = The reader has blocked messages from this sender.
links-sending-nobody = There is no such reader.
links-sending-limit = Today's money for SMS is spent.
links-sending-at = To be sent: { $at }
links-sending-cost = { $count ->
    [one] { $shown } part, { $cost }
   *[other] { $shown } parts, { $cost }
}

## What a link says and asks

links-your-email = Your email
links-payer-address = Payer's address
links-payer-note = Payer's note
links-your-address = Your address
links-your-note = Your note
links-answer-missing = Please fill in “{ $question }”
links-answer-count = Quantity
links-quantity = How many?
links-quantity-hint = { $max } at most
links-quantity-wrong = Write the number in digits, from 1 to { $max }
links-less-is-left = Somebody has just paid a part of this. See how much is left and press again.
links-paid-so-far = Paid so far
links-left = Left
links-paid-of = Paid: { $amount }
links-left-of = Left: { $amount }
links-pay-rest = All that is left: { $amount }
links-legs = { $count ->
    [one] One more payment and it is done.
   *[other] This is more than one bank page takes, so it goes in { $shown } payments. Come back to this link after each; what you have paid stays paid.
}
links-surprising-to-payer = { $words } ({ $rial }) is ten times the largest suggestion. If that is what you mean, press the button again.
links-surprising = { $words } ({ $rial } rial) is at least ten times your usual { $usual }. Is that right?
links-sure = Yes, that is right; make it
links-change = Change the link
links-change-short = Change
links-keep-changes = Save the changes
links-was-changed = The link was changed.
links-nothing-changed = Nothing was different.
links-may-not-change = A link that is paid or cancelled does not change.
links-amount-stays = Somebody has begun to pay this link, so the amount and how it is paid stay. Make a new link.
links-reference-taken = Another link has this number; each number is for one link
links-duplicate = Make one like this
links-archive = Archive
links-unarchive = Take out of the archive
links-archived = Archive
links-choose = Choose
links-close-chosen = Cancel the chosen
links-archive-chosen = Archive the chosen
links-none-chosen = You have not chosen a link.
links-some-close-question = { $count ->
    [one] Cancel one link?
   *[other] Cancel { $shown } links?
}
links-some-archive-question = { $count ->
    [one] Archive one link?
   *[other] Archive { $shown } links?
}
links-some-unarchive-question = { $count ->
    [one] Take one link out of the archive?
   *[other] Take { $shown } links out of the archive?
}
links-some-left-out = { $count ->
    [one] One link is not open any more and stays as it is.
   *[other] { $shown } links are not open any more and stay as they are.
}
links-some-closed = { $count ->
    [one] One link was cancelled.
   *[other] { $shown } links were cancelled.
}
links-some-archived = { $count ->
    [one] One link was archived.
   *[other] { $shown } links were archived.
}
links-some-unarchived = { $count ->
    [one] One link is back from the archive.
   *[other] { $shown } links are back from the archive.
}
links-taking = How is the amount paid?
links-taking-hint = For a fixed amount. More than a bank takes at once goes in several payments by itself.
links-taking-whole = At once
links-taking-parts = In parts
links-taking-units = By the piece
links-part-min = Smallest part
links-stock = In stock
links-stock-wrong = Write the stock in digits, for example 20
links-stock-left = Left in stock
links-each-max = Most for one person
links-each-max-wrong = Write the most for one person in digits, from 1 to 100
links-asks = What to ask the payer
links-asks-hint = If you ask something, the payer fills in your page before going to the bank.
links-ask-not = Do not ask
links-ask-may = Optional
links-ask-must = Required
links-own = Your own questions
links-own-hint = Up to five, for example “Flat number” or “Colour”
links-own-of = Question { $place }
links-afterwards = After the payment and after the deadline
links-thanks = Thank-you text on the receipt
links-return-to = Address to go on to after the payment
links-return-to-hint = Your site’s address with https; the payer sees the site’s name before going there.
links-return-to-wrong = Write the whole address with https, for example https://example.com/thanks
links-when-over = Your text when the link is over
links-when-over-hint = Where else to buy, or when it opens again.
links-grace = Extra time
links-grace-hint = Payment is still possible for this long after the deadline.
links-grace-none = None
links-grace-1 = One hour
links-late = Money that comes late
links-late-hint = The payer went to the bank in time, but the money came after the deadline.
links-late-accept = Take it
links-late-back = Give it back to the card
links-labels = Labels
links-labels-hint = Part them with commas; up to five. Only you see them.
links-labels-wrong = Up to five labels of at most 30 letters each
links-yes = Yes
links-no = No
links-event-edited = The link was changed
links-event-edited-by = { $name } changed the link
links-event-change = { $name }: { $was } → { $is }

## Many at once

links-bulk = Many links from a table
links-bulk-short = Many at once
links-bulk-how = Take the sample table and fill it in. You see everything first; no link is made until you confirm.
links-bulk-file-hint = Excel or CSV, up to 8 MB and 50,000 rows
links-bulk-days = Deadline of rows without one
links-bulk-example-title = Order 347
links-bulk-example-name = Narges Rezaei
links-bulk-deadline-hint = A Jalali day like 1405/09/05, or a number of days; empty is the deadline for all
links-bulk-deadline-wrong = Write the deadline like 1405/09/05 or as a number of days
links-bulk-over-before-sent = This row is over before the messages go out
links-bulk-reference-twice = This number is in the table twice
links-bulk-was-made = The links of this file were made before.
links-bulk-links = Links
links-bulk-total = Sum of the amounts
links-bulk-surprising = The amounts of these rows are at least ten times the middle one; have a look:
links-bulk-mend = Put the table right and upload it again. No link has been made.
links-bulk-make = { $count ->
    [one] Make and send one link
   *[other] Make and send { $shown } links
}
links-bulk-undo-until = Messages go out { $at }; until then you can take it all back.
links-bulk-made = Links made
links-bulk-left-out = Not made, because their number was taken
links-bulk-undone = All links of this table are cancelled and no message goes out.
links-bulk-too-late = The messages are on their way, so it cannot be taken back. Cancel links from the list.
links-bulk-is-undone = This table was taken back and its links are cancelled.

## From link to money

links-funnel = From link to money
links-funnel-short = How far links come
links-funnel-days = Period
links-funnel-last = Last { $days } days
links-funnel-step = Step
links-funnel-count = Count
links-funnel-took = Time from the step before (median)
links-funnel-sent = Message sent
links-funnel-delivered = Message delivered
links-funnel-opened = Opened by a person
links-funnel-bank = Gone to the bank
links-funnel-back = Back from the bank
links-funnel-paid = Paid
links-funnel-machines = { $count ->
    [one] Messengers and robots have also looked once, which is not counted. No cookie is set and nobody’s address is kept.
   *[other] Messengers and robots have also looked { $shown } times, which is not counted. No cookie is set and nobody’s address is kept.
}

## Handing on, and asking again

links-poster = Poster
links-share-telegram = Telegram
links-share-whatsapp = WhatsApp
links-share-eitaa = Eitaa
links-wish = Ask for more time
links-wished = We told the merchant. If they agree, this same link opens again.
links-wish-open = The payer asks for more time.
links-grant = Give three more days
links-granted = The link is open for three more days and goes to the payer again.
links-not-expired = This link’s time has not passed.
links-check = Is this link real?
links-check-how = Type the address or the code from the message, and we say whose page it is.
links-check-code = Address or code
links-check-do = Check
links-check-yes = Yes, this is the payment page of { $merchant }.
links-check-yes-what = Look at the browser’s address too before you pay.
links-check-no = No, we have no such link.
links-check-no-what = Do not pay with it, and type no card number there.

links-when-sent = When is it sent?
links-sent-now = Now
links-bulk-sent-soon = Ten minutes after I confirm
links-sent-later = At a time I choose
links-send-day = Day of sending
links-sent-after-the-end = This is after the link’s deadline; choose an earlier time
links-preview-letter = Text of the e-mail
links-sending-take-back = Do not send
links-sending-taken-back = This message will not be sent.
links-sending-has-gone = It is too late: the message has gone.
links-made-to-be-sent = The link was made; its message goes out { $at }.
links-bulk-look-again = Look again
links-bulk-middle = The middle amount of this table:
links-payment-taken-back = Taken back by the bank
