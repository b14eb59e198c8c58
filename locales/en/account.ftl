# A resident's account: all that one person owes and has paid, in all buildings.

account-title = My account
account-bills = Bills
account-statement = Statement
account-building = Fund
account-work = My business
account-hello = Hello, { $name }
account-and = {", "}
account-empty = No unit is in your name
account-empty-why = No building’s manager has written down { $mobile } for a resident. If you are in a building, ask its manager to write down this number.
account-open-shop = Open a business of your own
account-total = All that you owe
account-total-why = In all buildings
account-owed = You owe
account-pay = Pay { $amount }
account-outside = The bank’s gateway takes from { $min } to { $max }. Pay a part of the debt.
account-pay-part = Pay a part of it
account-whole-statement = Full statement
account-receipt = Receipt
account-no-payments = You have not paid anything yet.
account-print = Print

account-from-home = Your building: what you owe and have paid yourself
account-offer = Your account: all units and payments, with a code by SMS

## The statement

account-statement-title = My statement
account-months = Months
account-from = From
account-to = To
account-show = Show
account-months-reversed = The first month is after the last one; swap them.
account-range = { $from } to { $to }
account-opening = Opening balance
account-opening-is = When these months began
account-charged = Debited
account-charged-is = Charges, and what was taken back
account-paid = Credited
account-paid-is = Payments and corrections
account-closing = Closing balance
account-is-settled = Settled
account-is-owed = You owe this
account-is-ahead = Paid in advance
account-movements = Movements
account-nothing-moved = Nothing moved in these months.
account-movement = What
account-time = Date
account-debit = Debit ({ $unit })
account-credit = Credit ({ $unit })
account-balance = Balance ({ $unit })
account-reversed = { $title }, reversed
account-payment = Payment
account-payment-taken-back = Payment taken back
account-by-hand = Paid in cash or card to card
account-by-hand-void = Receipt of the manager made void
account-waiver-void = No longer let off
account-correction = Correction
account-tracking = Tracking code { $code }
