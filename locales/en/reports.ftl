# The start page and accounting.

reports-hello = Hello, { $name }
reports-new-link = New payment link
reports-first-title = Make your first payment link
reports-first = Write a title and an amount; the link is made, and you can send it by SMS or copy it. Payments will be seen here.
reports-first-link = Make the first link

## The figures on top

reports-balance = Balance
reports-balance-is = After fees
reports-today = Today
reports-payments = { $count ->
    [0] No payments
    [one] { $shown } payment
   *[other] { $shown } payments
}
reports-last-days = Last { $days } days
reports-more-than-before = { $percent } more than the { $days } days before
reports-less-than-before = { $percent } less than the { $days } days before
reports-as-before = As much as the { $days } days before
reports-nothing-before = No payments in the { $days } days before
reports-open-links = Open links
reports-open-sum = { $sum } in all
reports-open-among = { $sum }, of the { $links } newest links

## Waiting for you

reports-todo = Waiting for you
reports-things = { $count ->
    [one] { $shown } item
   *[other] { $shown } items
}
reports-task-undecided = { $count ->
    [one] One payment waits for your decision
   *[other] { $shown } payments wait for your decision
}
reports-task-sum = { $sum } in all
reports-decide = Review and decide
reports-task-held = { $count ->
    [one] The bank’s answer for one payment differs from our record
   *[other] The bank’s answer for { $shown } payments differs from our record
}
reports-task-held-why = Our colleagues are looking into it; no money gets lost.
reports-see-payments = See the payments
reports-task-expires = { $title } expires: { $moment }
reports-task-expiring = { $count ->
    [one] { $shown } payment link expires within a day
   *[other] { $shown } payment links expire within a day
}
reports-see-link = See the link
reports-see-links = See the links
reports-task-sms-failed = The SMS to { $recipient } was not delivered
reports-task-email-failed = The email to { $recipient } was not delivered
reports-task-about = { $title } · { $moment }

## The chart

reports-daily = Receipts
reports-chart-said = Chart of receipts; highest: { $name }, { $amount }
reports-chart-is-empty = Chart of receipts; there were no payments in this time
reports-range = { $from } – { $to }
reports-month = { $month } { $year }
reports-step-day = Day
reports-step-month = Month
reports-step-year = Year
reports-numbers = Show the numbers

## Payments and news

reports-latest = Latest payments
reports-all-payments = All payments
reports-no-payment-yet = No payment has arrived yet.
reports-news = News
reports-seen = Mark all as seen
reports-fresh = New

reports-payer = Payer
reports-payer-unknown = No name
reports-title = Purpose
reports-time = Time
reports-state = Status
reports-tracking = Tracking code
reports-codes = Tracking and bank
reports-bank-number = Bank reference number
reports-card = Card
reports-amount-in = Amount ({ $unit })
reports-gross-in = Amount ({ $unit })
reports-fee-in = Fee ({ $unit })
reports-net-in = Net ({ $unit })

reports-paid = Paid
reports-suspended = Waiting for your decision
reports-being-given-back = Being given back
reports-given-back = Returned to the card
reports-held = Being looked into
reports-at-the-bank = Waiting for the bank
reports-opened = Begun
reports-refused = Failed
reports-abandoned = Left unfinished
reports-why-late = It came after the deadline
reports-why-extra = Somebody else had paid before
reports-why-withdrawn = The link was cancelled before the money came
reports-accept = Accept the money
reports-give-back = Return to the card

## Accounting

reports-periods = Ready periods
reports-this-month = This month
reports-last-month = Last month
reports-this-year = This year
reports-search-in = Search in payments
reports-search = Search
reports-about = Link’s title or reference
reports-links-found = { $count ->
    [0] No link has this name.
    [one] Only for the link:
   *[other] For { $shown } links, among them:
}
reports-too-many-links = More than { $max } links have this word; write more of the title.
reports-more-filters = More filters
reports-payer-filter = Payer’s name or mobile
reports-min = Amount from ({ $unit })
reports-max = Amount up to ({ $unit })
reports-maker = Link made by
reports-anybody = Anybody
reports-amount-is-unknown = Write the amount in figures, like 250000.
reports-amount-is-too-large = This amount is larger than any payment.
reports-amounts-are-reversed = “Up to” must not be less than “from”.
reports-any-link = All links
reports-from = From
reports-to = To
reports-show = Show
reports-day-is-unknown = Write the day like this: 1405/09/01
reports-days-are-reversed = The period must end on the day it begins, or after it.

reports-state-booked = Paid
reports-state-suspended = Undecided
reports-state-given-back = Returned to the card
reports-state-waiting = No result yet
reports-state-failed = Failed
reports-state-all = All

reports-undecided = { $count ->
    [one] One payment of { $sum } waits for your decision and counts in no total until you accept it.
   *[other] { $shown } payments of { $sum } wait for your decision and count in no total until you accept them.
}
reports-see-and-decide = See and decide

reports-gross = Received
reports-fee = Fees
reports-fee-is = Kept by the gateway
reports-net = Net
reports-net-is = Received less fees
reports-terminal = Gateway
reports-own-terminal = Your own gateway: { $gateway }
reports-house-terminal = Peyvand
reports-own = To your own gateway
reports-own-is = Went straight to your account; it is not in the wallet
reports-wallet = Balance movement
reports-wallet-is = In the same period, from the ledger

reports-rows-title = Payments
reports-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
reports-rows-more-than = More than { $shown } rows
reports-first-page = First page
reports-nothing-found = No payment fits these filters.
reports-print = Print

## Export

reports-csv = Export CSV
reports-csv-day = Jalali date
reports-csv-moment = ISO date
reports-csv-mobile = Mobile number
reports-csv-gross = Amount (rial)
reports-csv-fee = Fee (rial)
reports-csv-net = Net (rial)

## Files and statement

reports-xlsx = Export Excel
reports-receipt-number = Receipt number
reports-receipt = Receipt { $number }
reports-reference = Link reference
reports-statement = Statement of the balance
reports-movements = Movements
reports-movement = Description
reports-nothing-moved = No money moved in this period.
reports-opening = Opening balance
reports-opening-is = Before the first day
reports-closing = Closing balance
reports-closing-is = After the last day
reports-came = In
reports-came-is = After the gateway’s fees
reports-went = Out
reports-went-is = What left the balance
reports-came-in = In ({ $unit })
reports-went-in = Out ({ $unit })
reports-balance-in = Balance ({ $unit })
reports-csv-came = In (rial)
reports-csv-went = Out (rial)
reports-csv-balance = Balance (rial)
reports-moved-by-payment = Received by link
reports-moved-by-acceptance = Waiting money accepted
reports-moved-by-refund = Returned to the payer
reports-moved-by-payout = Paid out
reports-moved-by-return = Payout came back
reports-moved-by-extra = Extra money of a payout
reports-moved-by-settlement = Settled to your account
reports-moved-by-settlement-return = Settlement came back
reports-moved-by-debt = Owed for money the bank took back
reports-moved-by-paying-debt = Debt paid off
reports-moved-by-refused-refund = The bank did not give it back to the payer
reports-refunded = { $amount } went back to the card, or is on its way
reports-moved-otherwise = Other movement

## Chart and saved views

reports-steps = Steps of the chart
reports-by-day = By day
reports-by-month = By month
reports-count = Count
reports-views = Saved views
reports-view-name = Name of this view
reports-keep-view = Save
reports-forget-view = Remove
reports-view-needs-a-name = Give this view a name of up to { $max } characters.
reports-view-kept = The view { $name } was saved.
reports-view-gone = The view was removed.
reports-too-many-views = No more than { $max } views are kept; remove one first.

## Start page

reports-quick = Quick link
reports-quick-title = What for
reports-task-refused = { $count ->
    [one] Payment of one link failed
   *[other] Payments of { $shown } links failed
}
reports-task-refused-why = In the last two days, and nobody has paid since.

reports-label = Label
reports-any-label = Any label
reports-labels = Labels
reports-answers = Payer’s answers
reports-rest = Payouts and returns
reports-rest-is = What else moved the balance
reports-taken-back = Taken back by the bank
reports-task-wish-of = { $payer } asks for more time to pay “{ $title }”
reports-task-wish = Somebody asks for more time to pay “{ $title }”
reports-grant = Give three more days
reports-outgoing = Payouts and settlements
reports-out-rows = Transfers
reports-out-recipient = Recipient
reports-out-destination = Destination
reports-out-tracking = Tracking number
reports-out-arrived = Reached the account
reports-out-inside = Settled by the gateway
reports-out-arrived-is = in this period, without fees
reports-out-fees = Fees
reports-out-fees-is = of what arrived
reports-out-under-way = Under way
reports-out-under-way-is = not at its account yet
reports-out-came-back = Sent back by the bank
reports-out-refused = Not made
reports-out-arrived-at = Arrived
reports-out-gross-in = Out ({ $unit })
reports-out-fee-in = Fee ({ $unit })
reports-out-net-in = Arrives ({ $unit })
reports-csv-out-gross = Out (rial)
reports-csv-out-fee = Fee (rial)
reports-csv-out-net = Arrives (rial)

reports-ledger = General ledger
reports-books = Accounts
reports-book = Account
reports-journals = Movements
reports-opening-in = At the start ({ $unit })
reports-closing-in = At the end ({ $unit })
reports-legs-in = What it did to accounts ({ $unit })
reports-more-legs = and { $count } more, all of them in the file
reports-all-books = All accounts
reports-book-of = { $building }, { $book }
reports-book-party = Unit { $unit }, { $resident }
reports-book-wallet = Wallet
reports-book-payouts = On its way to recipients
reports-book-refunds = On its way back to payers
reports-book-settlements = On its way to your account
reports-book-receivable = Owed to the house
reports-book-terminal = Taken at your own terminals
reports-book-terminal-taken = Sales at your own terminals
reports-book-terminal-waiting = Waiting at your own terminals
reports-book-debts = Debts of units
reports-book-cash = Paid at the gateway
reports-book-hand = Received outside the gateway
reports-book-waived = Waived and discounted
reports-book-opening = Balances from before
reports-book-fund-operating = Charged for the running fund
reports-book-fund-reserve = Charged for the reserve
reports-book-fund-works = Charged for works
reports-book-fees = Fee
reports-book-expenses = Expenses written down
reports-book-expenses-are = { $count } with a day in this period
reports-book-collected = { $share } collected
reports-fees-of-period = Fees of gateways and payouts in this period: { $fees }
reports-moved-by-charge = Charge issued
reports-moved-by-charge-payment = Charge paid at the gateway
reports-moved-by-hand = Received outside the gateway
reports-moved-by-waiver = Waived or discounted
reports-moved-by-late-fee = Late fee
reports-moved-by-opening = Balance from before
reports-moved-by-expense = Expense paid by payout
reports-moved-by-giving-back = Credit set aside to be given back
reports-moved-by-credit-back = Credit again
reports-moved-by-credit-left = Given-back credit left
reports-moved-by-transfer = Money reached its account
reports-moved-by-refund-given = Money reached the payer
reports-moved-back = Earlier movement taken back
reports-csv-journal = Journal
reports-csv-who = Other side
reports-csv-kept = Fee (rial)
reports-closing-of = Closing of { $month }
reports-close = Close { $month }
reports-close-why = Closing keeps what moved in each account, and the sum of expenses, under a fingerprint. Every later report of this month is checked against it.
reports-closed = The month is closed
reports-closing-holds = As it was when closed
reports-closing-broke = Changed since it was closed
reports-closed-by = Closed by { $member }, { $at }.
reports-closed-again = This is closing number { $times }.
reports-digest = Fingerprint
reports-digest-why = Whoever notes this down can see later that the books of this month were not touched.
reports-closing-differs = { $book }: { $was } when closed, { $is } now
reports-closing-figures = in { $came }, out { $went }
reports-closing-nothing = nothing
