# The back office: what the people of the house have to look at.

ops-title = Back office
ops-what = All that waits for a person, each with the act that ends it.
ops-late = The queue is late
ops-lag = Queue wait
ops-lag-what = The job that is longest overdue
ops-no-lag = None
ops-held = Money not booked
ops-held-what = The bank’s answer does not match
ops-dead = Stuck jobs
ops-dead-what = Tried eight times in vain
ops-alarms = Alarms
ops-alarms-what = Other things to look at
ops-calm = All is calm
ops-calm-what = Nothing waits for you.

ops-tracking = Tracking code
ops-differs-amount = The bank names another amount. Before you ask again, clear up with the bank which one is right.
ops-differs-order = The bank names another payment number. Before you ask again, clear up with the bank which one is right.
ops-differs-terminal = The bank names another merchant number. Before you ask again, clear up with the bank whose account took the money.
ops-differs-other = The bank’s answer does not match this payment. Clear it up with the bank before you ask again.
ops-ask-bank = Ask the bank again
ops-answered = The bank answered and the payment is settled.
ops-not-answered = The bank still gives no clear answer.
ops-still-differs = The bank’s answer still does not match; nothing was booked.

ops-revive = Try again
ops-revived = The job is back in the queue.
ops-job-deliver-notice = Delivering a message
ops-job-ask-bank = Asking the bank
ops-job-abandon-payment = Closing an unfinished payment
ops-job-give-back = Giving money back to a card
ops-job-link-paid = Telling of a payment
ops-job-link-expired = Telling of a passed deadline
ops-job-send-transfer = Sending money to an account
ops-job-ask-rail = Asking the payout rail
ops-job-transfer-moved = Noting where a transfer has got to
ops-job-payout-paid = Preparing a payout that was paid for
ops-job-watch-transfers = Looking after money out
ops-job-payout-expired = Telling that a payout’s time has passed
ops-job-tidy = Tidying up

ops-solve = Looked at and solved
ops-solved = The alarm was laid aside.
ops-payment-differs = The bank’s answer does not match the payment
ops-payment-unknown = The bank has given no clear answer for three days
ops-bank-changed-its-mind = The bank contradicts what it said before
ops-money-without-page = The bank speaks of money for a payment that never had a page there; clear up with the bank whose it is
ops-refund-differs = The bank says a payment went back as a whole, of which only a part was refunded; clear up with the bank where the rest is. Nothing was booked
ops-books-broken = The books break a statement that must always hold; peyvand audit shows the rows. Change nothing by hand until it is clear why
ops-reference-reused = The bank used one reference twice
ops-give-back-refused = The bank refuses to give money back
ops-job-dead = A job fell out of the queue
ops-bank-took-back = The bank took money back that it had said was ours. The books follow it; tell the merchant
ops-give-back = Give it back
ops-given-back = The money is on its way back to the payer’s card.
ops-gateway-misconfigured = A gateway does not know us: put its key, our address there or its account right
ops-job-stuck = A job fails again and again; the program keeps trying it
ops-links-guessed = Secret addresses are being guessed
ops-codes-pumped = Codes are asked for numbers on which nobody enters them; new sign-ups are closed
ops-codes-guessed = Somebody is guessing one-time codes
ops-carrier-misconfigured = A carrier of messages takes nothing until its settings are put right
ops-message-money-spent = Today's money for SMS is spent
ops-messages-held = The requests of a workspace are held, because many do not arrive
ops-job-link-decided = Telling a payer of a decision
ops-job-remind-of-link = Reminding the payer of a link
ops-job-sweep-unverified = Asking the gateways what was never verified
ops-job-audit-books = Checking the books
ops-job-ask-carriers = Asking how far messages have come
ops-job-issue-charges = Issuing a month’s charge
ops-job-charge-paid = Telling of a paid charge
ops-job-remind-residents = Reminding residents
ops-job-link-refunded = Telling of a refund
ops-job-make-links = Making many links
ops-transfer-unknown = Nobody has known for a day whether money reached its account
ops-transfer-returned = The recipient’s bank sent money back
ops-rail-changed-its-mind = The payout rail contradicts what it said before
ops-rail-too-poor = Our account at the payout rail is too low; payouts wait
ops-rail-misconfigured = The payout rail does not take our orders
ops-transfers-stopped = Payouts were stopped, because the payout rail does not answer
ops-inquiry-misconfigured = The account inquiry does not answer until something is put right: the key, the credit or the daily limit

## Money out

ops-transfers = Money out
ops-transfers-what = Nothing is sent twice; of what is unknown the rail is asked.
ops-transfers-calm = No transfer is unknown
ops-transfers-calm-what = Of all money that was sent it is known where it is.
ops-transfers-unknown = Unknown
ops-ask-rail = Ask the rail
ops-never-made = It was never made
ops-rail-answered = The rail answered.
ops-rail-silent = The rail gives no clear answer yet.
ops-verdict-first = Your word was noted; a second person has to say the same.
ops-verdict-decided = The transfer counts as never made, and its money is its owner’s again.
ops-verdict-too-early = Nobody can say that yet: the rail knows it, or a day has not passed.
ops-stop-all = All payouts
ops-stop-reason = Why are they stopped?
ops-stop-reason-missing = Give the reason in a short sentence.
ops-stop-scope = What is to be stopped?
ops-stop-title = Stop money out
ops-stop-scope-missing = Choose what is to be stopped.
ops-stop-rail = All that goes over { $rail }
ops-stop-do = Stop
ops-stop-stands = Stopped
ops-stop-lift = Let them go
ops-stopped = Payouts are stopped.
ops-stop-lifted = Payouts go again.

## Gateways

ops-gateways-down = Gateways that give no pages
ops-gateway-down-since = Payers go to another gateway, and one a minute tries this one. Since
ops-gateway-try = Try it now
ops-gateway-tried = The next payer goes to this gateway again.
