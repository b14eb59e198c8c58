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
ops-job-tidy = Tidying up

ops-solve = Looked at and solved
ops-solved = The alarm was laid aside.
ops-payment-differs = The bank’s answer does not match the payment
ops-payment-unknown = The bank has given no clear answer for three days
ops-bank-changed-its-mind = The bank contradicts what it said before
ops-reference-reused = The bank used one reference twice
ops-give-back-refused = The bank refuses to give money back
ops-job-dead = A job fell out of the queue
ops-job-stuck = A job fails again and again; the program keeps trying it
ops-codes-guessed = Somebody is guessing one-time codes
ops-carrier-misconfigured = A carrier of messages takes nothing until its settings are put right
ops-message-money-spent = Today's money for SMS is spent
ops-messages-held = The requests of a workspace are held, because many do not arrive
ops-job-link-decided = Telling a payer of a decision
ops-job-remind-of-link = Reminding the payer of a link
ops-job-ask-carriers = Asking how far messages have come
