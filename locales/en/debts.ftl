# The debts of residents: reminders, fees, time to pay, and papers.

debts-reminders = Reminders
debts-reminders-why = Whoever owes something gets one message on these days, with the link that settles all of it.
debts-rules = When are people reminded?
debts-is-on = Send reminders
debts-on-days = On these days, counted from the last day of payment
debts-days-before = { $count ->
    [one] { $n } day before
   *[other] { $n } days before
}
debts-day-itself = The day itself
debts-days-after = { $count ->
    [one] { $n } day after
   *[other] { $n } days after
}
debts-then-every = After the last of these days
debts-every-days = Every { $n } days
debts-every-never = No more
debts-times-max = How often at most for one debt?
debts-hour = From which hour?
debts-hour-hint = Between 21:00 and 9:00 nobody is reminded.
debts-least = Leave debts below this alone
debts-stops = A payment stops the reminders, and nobody is reminded of a bill that is being looked into. For two days after a bill came or a payment was made, nobody is reminded.
debts-save = Save
debts-preview = Show first what comes of it
debts-no-days = Choose one day at least.
debts-forecast = The next thirty days, if nobody pays
debts-forecast-none = No reminder is ahead in the next thirty days.
debts-forecast-sum = { $count ->
    [one] { $n } message; the SMS cost about { $cost }
   *[other] { $n } messages; the SMS cost about { $cost }
}
debts-from-hour = { $hour }
debts-reaches-nobody = No number; it reaches nobody
debts-to-reminders = Reminders

debts-dispute = Dispute
debts-disputed = Being looked into
debts-dispute-title = A bill that is disputed
debts-dispute-why = If the resident does not accept this bill, write down why. The debt stays as it is, but nobody is reminded of it until this is settled.
debts-dispute-hint = For example: the water meter was misread
debts-dispute-do = Write down the dispute
debts-disputed-told = The dispute is written down. No reminder goes out until it is settled.
debts-dispute-end-why = If the bill turned out to be right, close the dispute, and it is asked for again. If it is wrong, let it off, or take the charge of that month back.
debts-dispute-end = It is settled
debts-dispute-ended = The dispute is closed, and reminders go on.

debts-fees = Late fee
debts-fees-why = No law sets a fee for paying a charge late. If your building decided on one itself, write the decision down here.
debts-fee-record = Write a decision down
debts-fee-record-why = Give the words of the decision as they were written. Everybody who bears a fee sees them.
debts-fee-words = The decision’s words
debts-fee-decided-on = Decided on
debts-fee-form = How is the fee computed?
debts-fee-form-monthly = Percent a month
debts-fee-form-yearly = Percent a year
debts-fee-form-percent = Once, a percentage
debts-fee-form-fixed = Once, a fixed amount
debts-fee-percent = How many percent?
debts-fee-percent-hint = Monthly and yearly fees go by the day, and only on the debt itself.
debts-fee-amount = Fixed amount
debts-fee-grace-days = How many days are free?
debts-fee-grace = After them
debts-fee-shift = the free days never count
debts-fee-cliff = all late days count
debts-fee-cap = Bound, in percent of the debt
debts-fee-cap-hint = The fee of a bill grows no further.
debts-fee-from = For bills that are due from this day on
debts-fee-record-do = Write it down and begin
debts-fee-recorded = The decision is written down.
debts-fee-before-decision = No fee begins before it was decided.
debts-fee-holds-already = Another decision holds for some of these bills. End it first, or choose a later day.
debts-fee-end = End this decision
debts-fee-end-why = From tomorrow on no fee grows. What was charged so far stays, and can be let off.
debts-fee-ended = The decision has ended; from tomorrow on no fee is charged.
debts-fee-ended-on = Ended on
debts-fee-of = Late fee, { $title }
debts-fee-rule-monthly = { $percent } a month, by the day
debts-fee-rule-yearly = { $percent } a year, by the day
debts-fee-rule-percent = Once, { $percent } of the debt
debts-fee-rule-fixed = Once, { $amount }
debts-fee-rule-grace = { $rule }, after { $days } days
debts-fee-rule-cap = { $rule }, up to { $cap } of the debt
debts-fee-through = Through { $day }
debts-fee-principal = Debt
debts-fee-late-days = Late days
debts-fee-by-decision = By decision of the building

debts-promise = Promise to pay
debts-promise-why = Say on which day you will pay. As long as you keep to it, you are reminded of that day only.
debts-promise-rests-fees = No late fee grows in the meantime.
debts-promise-count = How will you pay?
debts-promise-at-once = All at once
debts-promise-in-parts = In { $n } monthly parts
debts-promise-first = Day of the payment, or of the first part
debts-promise-do = I promise
debts-promise-broken = If a part has not come by the end of its day, everything is as it was before, and no new promise is accepted for three months.
debts-promise-no-count = Choose one of these ways.
debts-promise-too-early = This day must be tomorrow or later.
debts-promise-too-late = The last part must be by { $day }.
debts-promise-offer = I cannot pay now
debts-promised = You have promised
debts-promised-next = Next payment: { $amount } by the end of { $day }
debts-promises = Promises and instalments
debts-promises-why = A resident who cannot pay at once promises a day or monthly parts on the page of their debt.
debts-promise-rules = What may residents promise?
debts-promise-is-on = Residents may promise
debts-promise-parts-max = How many monthly parts at most?
debts-promise-days-max = The last part in how many days at most?
debts-promise-rest = As long as they keep to it, no late fee grows
debts-promises-standing = Promises that stand
debts-promises-none = Nobody has promised anything.
debts-promise-withdraw = Take this promise back
debts-promise-withdrawn = The promise is off, and reminders go on as before.

debts-demand = Formal demand
debts-demand-head = Formal demand of charges
debts-demand-by = By article 10 bis of the law on owning flats
debts-demand-from = From
debts-demand-manager = The manager of { $name }
debts-demand-address = Address
debts-demand-to = To
debts-demand-day = Date
debts-demand-text = Your share of the common costs of { $name } has not been paid, as listed below. What each item was computed from is on the page of your debt, which the code below opens.
debts-demand-item = Item
debts-demand-due = Due
debts-demand-rest = Open
debts-demand-law = By article 10 bis of the law on owning flats, if this amount is not paid within ten days after this demand was served, the manager may withhold common services, and may ask the registration office to execute the debt.
debts-demand-pay = To pay, scan the code with a phone’s camera. The page always shows the debt of the moment.
debts-demand-sign = Name and signature of the manager:
debts-demand-qr = Code of the page on which the debt is paid
debts-demand-nothing = This resident owes nothing that could be demanded.
debts-demand-served = Has it been served?
debts-demand-served-why = Write down the day, and the ten days of the law are counted. The day of serving is not one of them.
debts-demand-served-on = Served on
debts-demand-served-do = Write down the day
debts-demand-runs = Served on { $served }. The ten days last to the end of { $last }; { $n } days are left.
debts-demand-is-over = Served on { $served }. The ten days were over at the end of { $last }.

debts-lobby = Notice: { $title }
debts-lobby-text = Dear neighbours, “{ $title }” has been issued. Please pay by { $due }.
debts-lobby-costs = Costs
debts-lobby-total = All units together
debts-lobby-units = Each unit’s charge
debts-lobby-scan = Scan the code of your unit with a phone’s camera, and the link to pay is sent to the registered number.
debts-lobby-qr = Code of { $place }
debts-lobby-manager = Manager:
debts-lobby-posted = Posted on { $day }
debts-lobby-do = Notice for the lobby
debts-lobby-why = We send the link to pay for this unit to the numbers that the building’s manager has.
debts-lobby-send = Send the link by SMS
debts-lobby-private = No name and no debt is shown here.
debts-lobby-sent = If this unit owes anything, the link to pay has been sent to its registered number.
debts-lobby-not-come = If no SMS comes in a few minutes, give your number to the manager. It is sent once a day.

debts-sheet = As a workbook
debts-sheet-months = Income and expense
debts-sheet-debtors = Who owes
debts-in-rial = { $name } (rial)

debts-transfer = I have transferred it
debts-transfer-why = If you sent the money straight to the manager of { $name }, say so here. Once the manager has confirmed it, it is taken off your debt, and a numbered receipt comes by SMS.
debts-transfer-day = Day of the transfer
debts-transfer-file = Picture of the receipt
debts-transfer-do = Tell the manager
debts-transfer-no-proof = Send the tracking number or a picture of the receipt.
debts-transfers-told = What you have told before
debts-transfer-refused = Not accepted: { $reason }
debts-transfer-waits = Waiting for the manager
debts-transfers = Reported transfers
debts-transfers-why = Residents say that they have transferred these amounts. Look at the bank account before you accept one.
debts-transfers-none = No transfer waits for you.
debts-transfer-told-at = Reported at
debts-transfer-see = See the picture
debts-transfer-known = Money with this tracking number is on the books already.
debts-transfer-accept = It has come; record it and send the receipt
debts-transfer-refuse = Do not accept
debts-transfer-reason = Reason
debts-transfer-accepted = The transfer is recorded, and its receipt is on its way.
debts-transfer-is-refused = The transfer is not accepted. The resident sees the reason on the page of their debt.
debts-transfer-was-refused = This transfer had not been accepted before.
debts-transfers-waiting = { $count ->
    [one] { $n } transfer waits for you
   *[other] { $n } transfers wait for you
}

debts-openings = Balances from before
debts-openings-why = What each unit owed or had paid in advance before the building came to Peyvand. No late fee grows on such a debt; fees are for issued charges only.
debts-openings-stand = Balances written down
debts-opening-debt = Earlier debt
debts-opening-credit = Earlier credit
debts-opening-whose = Whose is it?
debts-opening-side = Owed, or paid in advance?
debts-opening-owed = Owed
debts-opening-ahead = Paid in advance
debts-opening-since = Date
debts-opening-since-hint = Of a debt its last day of payment; of a credit the day on which it was paid. In a table like 1405/06/31.
debts-opening-note = For
debts-opening-do = Write it down
debts-opening-one-of-two = Write either what is owed or what was paid in advance into a row.
debts-opening-two-units = The amounts owed and those paid in advance must be in one unit.
debts-opening-nobody = Nobody is in this unit in that role now; add them on the unit’s page first.
debts-opening-twice = This row repeats the person and the date of another.
debts-opening-stands = Another balance of this date is written down; if it was wrong, take it back first.
debts-opening-recorded = Written down on { $day } by { $name }
debts-opening-void = Taken back
debts-opening-wrong-why = Its mirror is booked, and both stay in the books. What was paid for this debt becomes credit of the same resident.
debts-opening-reverse = Take it back
debts-opening-reversed = The balance is taken back.
debts-opening-known = { $count ->
    [one] { $n } row is written down already and stays as it is.
   *[other] { $n } rows are written down already and stay as they are.
}
debts-opening-came = { $count ->
    [one] { $n } balance was written down.
   *[other] { $n } balances were written down.
}
debts-early = Early-payment discount
debts-early-why = If the building has decided so, a part of the bill is let off to whoever pays it early and whole.
debts-early-record-why = Give the words of the decision as they were written. The offer is put on new bills.
debts-early-percent = How many percent of the bill?
debts-early-percent-hint = Up to 50 percent; rounded down.
debts-early-days = How many days before the last day?
debts-early-days-hint = Zero means through the last day of payment.
debts-early-record-do = Record, and begin to offer it
debts-early-recorded = The decision is recorded; new bills carry the offer.
debts-early-before-decision = A discount cannot begin before it was decided.
debts-early-end-why = Bills that are issued from now on have no discount. What you have offered stays.
debts-early-ended = This decision has ended.
debts-early-rule = { $percent } off, up to { $days } days before the last day
debts-early-rule-last = { $percent } off, through the last day
debts-early-offer = Pay it whole by the end of { $day }: { $amount } off
debts-early-sum = Pay it all today: { $amount }
