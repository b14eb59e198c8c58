# The statement of a building’s account: each deposit is held against reports and debts.

# The headings of banks, parted by |; the first is the usual name.
deposits-headings-day = date | transaction date | value date | posting date | date and time | day
deposits-headings-deposit = deposit | deposits | credit | credit amount | paid in | money in
deposits-headings-withdrawal = withdrawal | withdrawals | debit | debit amount | paid out | money out
deposits-headings-amount = amount | transaction amount
deposits-headings-tracking = tracking number | tracking code | tracking | reference number | reference | ref
deposits-headings-document = document number | document | transaction id | transaction number
deposits-headings-payer = payer | payer name | from | card | card number | source account | source card | counterparty
deposits-headings-words = description | details | narration | memo | note
deposits-title = Bank statement
deposits-why = Give the file of the building’s account; each deposit is held against what residents have reported and what they owe. What is not certain is not guessed at but asked about.
deposits-file = The statement as a file
deposits-file-hint = CSV or XLSX, as your bank gives it; up to 2000 rows. It needs a column of days and one of deposits.
deposits-unit = In what are the amounts of the file written?
deposits-unit-why = in the unit that you choose when you send the file
deposits-unreadable = This file cannot be read, or has more than 2000 rows. Get it as CSV or XLSX.
deposits-no-headings = No headings of days and deposits were found. The row of headings has to be in the file.
deposits-none = There is no deposit in this file.
deposits-changed-meanwhile = Something has changed since this page was opened. Nothing was booked; please look again.
deposits-found = { $matched } certain, { $ambiguous } ambiguous, { $known } on the books already, { $unknown } unknown
deposits-nothing-booked = Nothing is booked yet.
deposits-whose = What is it for?
deposits-leave = Do not book it
deposits-report-of = { $name } reported { $amount }
deposits-debt-of = { $name } (unit { $units }), who owes { $amount }
deposits-known = On the books already
deposits-matched = Certain
deposits-ambiguous = Ambiguous
deposits-unknown = Unknown
deposits-unknown-why = An unknown deposit is kept but not booked; once you know whose it is, book it from this page.
deposits-book = Book what was chosen
deposits-booked = { $booked ->
    [0] The statement was kept; no deposit was booked.
    [one] { $n } deposit was booked, and its receipt sent.
   *[other] { $n } deposits were booked, and their receipts sent.
}
deposits-kept = Deposits of earlier statements
deposits-waiting = Deposits of which nobody knows whose they are
deposits-waiting-why = None of them is on anybody’s account. Open one and say whose it is, or that it is not the residents’ money.
deposits-aside = Not the residents’ money
deposits-of-day = Deposit of { $day }
deposits-one-why = If you know whose money this is, book it as theirs: it is laid on what they owe, and a numbered receipt is sent to them by SMS.
deposits-one-suggested = It may be this
deposits-one-others = All residents
deposits-choose = Choose
deposits-choose-one = Say whose deposit this is.
deposits-account-of = { $name } (unit { $units })
deposits-assign = Book it as theirs
deposits-assigned = The deposit was booked, and its receipt sent.
deposits-is-booked = This deposit is on the books and is not booked again. If it was somebody else’s, take the receipt back and it waits here again.
deposits-is-known = Money of the same amount and the same tracking number is on the books already; this deposit is not booked again. If it is other money, book it on the page of that resident.
deposits-set-aside = It is not the residents’ money
deposits-set-aside-why = Interest, a loan or your own money, for instance. It goes on nobody’s account and is not asked about again; you can bring it back at any time.
deposits-set-aside-reason = What money is it?
deposits-set-aside-do = Set it aside
deposits-was-set-aside = The deposit was set aside.
deposits-take-up = Back to the unknown deposits
deposits-taken-up = The deposit is among the unknown ones again.
deposits-bank-says = What the bank says
deposits-file-name = File
