# The pretend bank and the pretend inbox; in development only.

## The bank

sandbox-bank = Sandbox bank
sandbox-bank-only-here = For trying things out only
sandbox-pay-online = Online payment
sandbox-equals = That is { $amount }
sandbox-for = For
sandbox-terminal = Merchant number
sandbox-order = Payment number
sandbox-until = Pay by
sandbox-card = Test card
sandbox-card-good = { $number } — Mellat, has money
sandbox-card-no-funds = { $number } — Melli, not enough money
sandbox-card-wrong-secret = { $number } — Saman, wrong PIN
sandbox-card-blocked = { $number } — Pasargad, blocked
sandbox-play-pay = Pay with this card
sandbox-play-decline = Fail the payment
sandbox-play-cancel = Cancel and go back
sandbox-rare = Rare cases
sandbox-rare-why = In all of these the money leaves the card, whichever card it is.
sandbox-play-late = Pay, come back late
sandbox-play-lost = Pay and close the window
sandbox-play-silent = Pay, bank silent for half a minute
sandbox-play-twice = Pay, tell the merchant twice
sandbox-play-more = Take ten times the amount
sandbox-play-less = Take ten per cent less
sandbox-way = Way back to the merchant
sandbox-way-get = By address (GET)
sandbox-way-post = By form (POST)

sandbox-ended-paid = This payment has been made
sandbox-ended-refused = This payment was not made
sandbox-ended-time = The time for this payment is over
sandbox-bank-number = Bank reference number
sandbox-card-used = Card
sandbox-after-lost = The money left the card and the payer closed the window; the browser never went back to the merchant. In about a minute the merchant asks the bank by itself, and the messages appear in the inbox.
sandbox-after-late = The money left the card, but the payer is still here. Go back whenever you like; if you stay longer than a minute, the merchant knows before you do.
sandbox-after-twice = The money left the card. The bank tells the merchant itself, and the payer goes back too. Press both, in any order; the money must be booked only once.
sandbox-bank-calls = Let the bank tell the merchant
sandbox-after-form = The bank sends the browser back to the merchant with a form.
sandbox-back = Back to the merchant
sandbox-differs = The merchant had asked for { $amount }. This money is booked nowhere until a person has looked at it and the bank does one of these:
sandbox-mend-right = Let the bank correct the amount
sandbox-mend-reverse = Let the bank return the money to the card

sandbox-unknown = The bank does not know this payment
sandbox-unknown-why = The address may have been copied incompletely, or the sandbox data was cleared.

## The inbox

sandbox-inbox-what = Every SMS and email that the program has sent, as its reader sees it. Nothing leaves this machine.
sandbox-empty-it = Clear all
sandbox-kinds = Kind of message
sandbox-all = All
sandbox-sms = SMS
sandbox-email = Email
sandbox-missed = Not delivered
sandbox-only-to = Only messages to
sandbox-show-all = Show all
sandbox-arrived = Delivered
sandbox-not-arrived = Not delivered
sandbox-parts = { $count } parts
sandbox-as-letter = See the email in its own look
sandbox-nothing = No messages here
sandbox-nothing-why = Make a link and send it, or make a payment; its messages arrive here.

## The payout rail

sandbox-rail = Sandbox payout rail
sandbox-rail-what = Every transfer to an account is here; you decide what becomes of it.
sandbox-mood = How should it behave from now on?
sandbox-mood-set = Let it be so
sandbox-mood-prompt = Prompt
sandbox-mood-slow = Waits for me
sandbox-mood-silent = Accepts and says nothing
sandbox-mood-refusing = Refuses
sandbox-mood-poor = Our account is empty
sandbox-mood-lost = The order is lost
sandbox-rail-nothing = Nothing has arrived yet
sandbox-rail-nothing-why = When a payout is paid for, it is seen here.
sandbox-rail-under-way = Under way
sandbox-rail-settled = Arrived
sandbox-rail-returned = Returned
sandbox-rail-refused = Refused
sandbox-rail-for = For
sandbox-rail-let-arrive = Let it arrive
sandbox-rail-refuse = Refuse
sandbox-rail-send-back = Send it back
