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
links-dead-paid = This link has been paid
links-dead-paid-why = There is nothing for you to pay. If you paid it yourself, the receipt is in the SMS you got.
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
links-preview = See the SMS
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
