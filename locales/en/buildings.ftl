# Buildings: the manager's pages and the residents'.

buildings-title = Buildings
buildings-new = New building
buildings-new-why = Say blocks, floors and units on a floor; the units make themselves.
buildings-empty = No building yet
buildings-empty-why = Make the building in a minute, write down its costs, and send everybody their charge.
buildings-units = { $count ->
    [one] { $n } unit
   *[other] { $n } units
}
buildings-cash = Received from units
buildings-cash-why = All that the units have paid
buildings-owed = Owed by units
buildings-spent = Spent this month
buildings-spendings = { $count ->
    [one] { $n } expense
   *[other] { $n } expenses
}
buildings-name = Name of the building
buildings-address = Address
buildings-blocks = Blocks
buildings-floors = Floors
buildings-on-floor = Units on a floor
buildings-area = Area in m²
buildings-area-hint = If all units are alike, write it here; it can be changed later.
buildings-make = Make the building
buildings-made = { $name } is made. Now bring in its people.
buildings-parts = Parts of the building
buildings-tab-home = Overview
buildings-tab-units = Units
buildings-tab-charges = Charges
buildings-tab-expenses = Expenses
buildings-to-issue = Issue the charge
buildings-add-expense = Add an expense
buildings-collected = collected
buildings-paid-of = { $paid } of { $total }
buildings-due-on = Pay by { $day }
buildings-writing = Issuing: { $written } of { $bills } bills
buildings-nothing-issued = No charge issued yet
buildings-nothing-issued-why = Write down the month’s costs, look at the preview, and issue it.
buildings-facade = The units from the top floor down
buildings-floor = Floor
buildings-unit = Unit
buildings-debtors = Who owes
buildings-no-debtors = Nobody owes anything.
buildings-open-items = { $count ->
    [one] { $n } open bill
   *[other] { $n } open bills
}
buildings-who = { $place }, { $name }
buildings-state-paid = Paid
buildings-state-late = Owing
buildings-state-part = Part-paid
buildings-state-waiting = Awaiting payment
buildings-unit-of = Unit { $number }
buildings-unit-in-block = Block { $block }, unit { $number }
buildings-block = Block
buildings-unit-number = Unit number
buildings-role = Role
buildings-owner = Owner
buildings-tenant = Tenant
buildings-person-name = Name
buildings-person-example = Leila Sharifi
buildings-mobile = Mobile number
buildings-email = Email
buildings-persons = Occupants
buildings-parkings = Parking places
buildings-share = Registered share
buildings-share-hint = Of a million; leave zero if it is not needed.
buildings-coefficient = Coefficient
buildings-kind = Kind
buildings-kind-flat = Flat
buildings-kind-shop = Shop
buildings-kind-office = Office
buildings-kind-parking = Parking
buildings-kind-storage = Storage
buildings-charged-by = Charged by
buildings-people = People
buildings-who-comes = Who comes?
buildings-move-in = Add the newcomer
buildings-tenant-leaves = The tenant has left
buildings-statement = Statement
buildings-rest = Left: { $amount }
buildings-save = Save
buildings-saved = Saved.
buildings-number-taken = Another unit has this number.
buildings-missing = Fill this in.
buildings-too-long = Make it shorter; at most { $max } characters.
buildings-number-between = Write a number from { $min } to { $max }.
buildings-not-a-number = That number could not be read.
buildings-amount-wrong = Write the amount in figures, like 2,500,000.
buildings-amount-outside = Write an amount from { $min } to { $max }.
buildings-not-a-mobile = A mobile number begins with 09 and has 11 digits.
buildings-not-an-email = That email could not be read; example: sara@example.com
buildings-import = Bring people in by a table
buildings-import-why = Fill in the table and send it. We show first what it would do; nothing is written until you say so.
buildings-template = Template
buildings-table = Table
buildings-table-hint = Excel or CSV, with the columns of the template
buildings-rehearse = Show what it would do
buildings-table-unreadable = This file is no Excel or CSV table.
buildings-table-empty = There is no row in this table.
buildings-table-wrong = Put these right and send it again
buildings-row = Row { $row }:
buildings-no-such-unit = There is no unit “{ $number }” in this building.
buildings-role-unknown = Write owner or tenant under role.
buildings-person-name-missing = Write the person’s name.
buildings-would-come = { $count ->
    [one] { $n } row was read
   *[other] { $n } rows were read
}
buildings-do-import = Do this
buildings-not-now = Cancel
buildings-came = { $count ->
    [one] { $n } newcomer was added.
   *[other] { $n } newcomers were added.
}
buildings-category-water = Water
buildings-category-fuel = Gas and fuel
buildings-category-cleaning = Cleaning and janitor
buildings-category-guard = Guard
buildings-category-lift = Lift
buildings-category-upkeep = Upkeep of installations
buildings-category-garden = Gardener
buildings-category-roof = Roof and walls
buildings-category-works = Capital works
buildings-expense-title = What for
buildings-amount = Amount
buildings-category = Category
buildings-supplier = Paid to
buildings-spent-on = Date
buildings-months = Divide over months
buildings-months-hint = A large cost can be collected in instalments.
buildings-repeats = Comes again each month
buildings-repeats-short = each month
buildings-only-block = Only for block
buildings-file = Photo or PDF of the bill
buildings-file-hint = JPEG, PNG or PDF up to 5 MB; residents see it too.
buildings-file-unknown = This file is no JPEG, PNG or PDF.
buildings-file-too-large = The file is larger than 5 MB.
buildings-no-such-day = There is no such day.
buildings-keep-expense = Keep the expense
buildings-expense-kept = The expense is kept.
buildings-expenses = Expenses
buildings-no-expenses = No expense yet.
buildings-see-file = See the bill
buildings-end-expense = Stop repeating
buildings-rules = How is each cost divided?
buildings-rules-why = The defaults are those of the law; change them where the owners decided otherwise.
buildings-key = Divided by
buildings-key-percent = How many percent by this?
buildings-other-key = The rest by
buildings-owner-percent = Owner’s percent
buildings-key-equal = Equally
buildings-key-area = Area
buildings-key-persons = Occupants
buildings-key-share = Registered share
buildings-key-coefficient = Coefficient
buildings-fixed-charge = Fixed charge
buildings-plan-why = If you take a fixed sum each month, write it here. It holds from this month on; earlier months stay as they are.
buildings-plan-base = For every unit
buildings-plan-metre = For a square metre
buildings-plan-person = For a person
buildings-plan-parking = For a parking place
buildings-plan-round = Round up to
buildings-plan-note = Decided when and by whom?
buildings-plan-save = Hold from this month
buildings-charge-of = Charge of { $month } { $year }
buildings-preview = Preview; nothing has been sent yet.
buildings-is-issued = This month is issued.
buildings-month-changed = Something has changed since you opened the page. Look again, then issue it.
buildings-no-person = Unit { $unit } has nobody to get its bill.
buildings-no-weights = “{ $title }” cannot be divided: no unit has a weight for it.
buildings-no-mobile = { $count ->
    [one] { $n } person has neither mobile nor email and gets no message.
   *[other] { $n } people have neither mobile nor email and get no message.
}
buildings-month-total = Total of the month
buildings-each-unit = Each unit’s share
buildings-change-rules = Change costs and rules
buildings-lines = Lines
buildings-more-than-before = Difference from last month
buildings-all-by = If all by { $key }
buildings-to-pay = To pay
buildings-issue-and-send = Issue and send
buildings-messages = SMS to { $sms }, email to { $email }; { $nobody } cannot be reached.
buildings-issue-why = Issuing writes the bills and sends the payment links. A wrong month can be taken back whole and issued again.
buildings-issue-for = { $count ->
    [one] Issue { $n } bill
   *[other] Issue { $n } bills
}
buildings-issued = { $title } is issued and the messages are queued.
buildings-stuck = There is nothing to issue until this is put right or a cost is written down.
buildings-version = version { $n }
buildings-was-reversed = taken back
buildings-reverse = Take back
buildings-reverse-why = All bills of the month are taken back, and what was paid becomes credit of the same people.
buildings-reverse-do = Take the whole month back
buildings-reversed = The month is taken back. Put it right and issue it again.
buildings-debt-title = Your bills
buildings-you-owe = You owe
buildings-nothing-owed = You owe nothing
buildings-nothing-owed-why = All your bills are paid.
buildings-debt-changed = What you owe has changed since you opened the page. Look at the new amount and press again.
buildings-choose-items = Which do you pay?
buildings-item = { $title }, { $place }: { $amount }
buildings-late = Overdue
buildings-how-computed = How was this computed?
buildings-other-amount = Another amount
buildings-other-amount-hint = Empty means all that you chose. It goes to the chosen items first.
buildings-nothing-chosen = Choose at least one, or write an amount.
buildings-pay = Go to the bank
buildings-credit = Your credit: { $amount }. It is taken off the next bill.
buildings-paid-items = Settled bills
buildings-payments = Your payments
buildings-under-way = A payment of { $amount } is being checked. If your account was debited, do not pay again.
buildings-see-result = See the result
buildings-taken-back = the bank took it back
buildings-whole = The whole: { $amount }
buildings-instalment = instalment { $turn } of { $count }
buildings-part = { $amount } by { $key }
buildings-rule = Each unit’s share = { $amount } × its weight ÷ { $whole }, in whole rial; the { $rest } rial left over went one each to the largest fractions.
buildings-weight = Weight
buildings-share-in-rial = Share in rial
buildings-tab-report = Report
buildings-who-owes = Who owes?
buildings-not-due = Not due
buildings-late-to = To { $days } days
buildings-late-over = Over { $days } days
buildings-in-advance = In advance
buildings-total = Total
buildings-month = { $month } { $year }
buildings-month-word = Month
buildings-in-and-out = In and out, month by month
buildings-nothing-moved = Nothing has come in or gone out yet.
buildings-charged = Charged
buildings-received = Received from units
buildings-expenses-word = Expenses
buildings-gateway-fees = Gateway’s fees
buildings-fund-end = Fund at the end
buildings-report-of = In and out of { $name }
buildings-see-report = Where has the building’s money gone?
